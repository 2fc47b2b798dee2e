/** The attempt that this device is in, kept so that a reload or a closed tab loses nothing. */
export interface StoredAttempt {
  attempt_id: string;
  attempt_token: string;
  room_code: string;
  /** Handed in: kept only to show the result again. */
  finished: boolean;
}

const KEY = "giam-thi.attempt";

export function storedAttempt(): StoredAttempt | null {
  try {
    const value = JSON.parse(localStorage.getItem(KEY) ?? "null") as StoredAttempt | null;
    return value?.attempt_id && value.attempt_token ? value : null;
  } catch {
    return null;
  }
}

export function storeAttempt(attempt: StoredAttempt): void {
  localStorage.setItem(KEY, JSON.stringify(attempt));
}

export function markFinished(): void {
  const attempt = storedAttempt();
  if (attempt) storeAttempt({ ...attempt, finished: true });
}

/** Name of a record that belongs to one attempt. */
export function attemptKey(
  what: "frames" | "flags" | "events" | "tab",
  attemptId: string,
): string {
  return `giam-thi.${what}.${attemptId}`;
}

export function forgetAttempt(): void {
  const attempt = storedAttempt();
  localStorage.removeItem(KEY);
  if (!attempt) return;
  localStorage.removeItem(attemptKey("frames", attempt.attempt_id));
  localStorage.removeItem(attemptKey("flags", attempt.attempt_id));
  localStorage.removeItem(attemptKey("events", attempt.attempt_id));
}

/** The room code of an address such as /room/ABC234, else "". */
export function roomCodeOf(pathname: string): string {
  return /^\/room\/([^/]+)/.exec(pathname)?.[1] ?? "";
}
