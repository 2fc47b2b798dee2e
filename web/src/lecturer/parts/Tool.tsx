import { ActionIcon } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** A quiet button that is an icon only. */
export function Tool({ label, disabled = false, onClick, children }: Props) {
  return (
    <ActionIcon
      className="tool"
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  );
}
