import { useRef } from "react";

export const drawKey = () =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");

/**
 * A name for each thing that is to be created, the same as long as the same is asked for.
 *
 * Sent again after an answer was lost, a request then creates nothing twice.
 */
export function useRequestKey(): (content: unknown) => string {
  const last = useRef({ written: "", key: "" });
  return (content) => {
    const written = JSON.stringify(content);
    if (written !== last.current.written) last.current = { written, key: drawKey() };
    return last.current.key;
  };
}
