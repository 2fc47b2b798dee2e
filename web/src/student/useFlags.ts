import { useState } from "react";
import { attemptKey } from "./session";

/** The questions that the student wants to look at again; a matter of this device alone. */
export function useFlags(attemptId: string): [ReadonlySet<string>, (questionId: string) => void] {
  const key = attemptKey("flags", attemptId);
  const [flags, setFlags] = useState<ReadonlySet<string>>(() => readFlags(key));
  const toggle = (questionId: string) => {
    const next = new Set(flags);
    if (!next.delete(questionId)) next.add(questionId);
    localStorage.setItem(key, JSON.stringify([...next]));
    setFlags(next);
  };
  return [flags, toggle];
}

function readFlags(key: string): Set<string> {
  try {
    return new Set(JSON.parse(localStorage.getItem(key) ?? "[]") as string[]);
  } catch {
    return new Set();
  }
}
