/** Milliseconds to wait before try `attempt` + 1 (0, 1, 2 …): doubling, capped, spread by half. */
export function backoffDelay(
  attempt: number,
  { first = 1000, longest = 15_000, random = Math.random } = {},
): number {
  const whole = Math.min(longest, first * 2 ** attempt);
  return whole / 2 + (whole / 2) * random();
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
