import { Text } from "@mantine/core";
import type { ReactNode } from "react";

/** What is wrong with a group of fields; can take the focus, as a faulty field does. */
export function Fault({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <Text c="red" size="sm" className="fault" tabIndex={-1}>
      {children}
    </Text>
  );
}
