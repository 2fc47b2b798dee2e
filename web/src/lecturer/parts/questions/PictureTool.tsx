import { ActionIcon } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  label: string;
  busy: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** The small button within a field that adds a picture. */
export function PictureTool({ label, busy, onClick, children }: Props) {
  return (
    <ActionIcon
      className="tool"
      variant="subtle"
      color="gray"
      size={30}
      aria-label={label}
      title={label}
      loading={busy}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  );
}
