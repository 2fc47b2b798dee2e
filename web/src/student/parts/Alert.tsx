import type { ReactNode } from "react";

/** Something that went wrong, said at once to everybody. */
export function Alert({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className="box alert">
      {children}
    </div>
  );
}
