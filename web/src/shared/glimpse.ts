/** What a glimpse holds: a small picture of a student's camera, and when it was taken. */
export interface Glimpse {
  /** Server time, milliseconds since the epoch. */
  capturedMs: number;
  jpeg: Uint8Array<ArrayBuffer>;
}

export function writeGlimpse({ capturedMs, jpeg }: Glimpse): string {
  let bytes = "";
  for (const byte of jpeg) bytes += String.fromCharCode(byte);
  return JSON.stringify({ captured_ms: capturedMs, jpeg: btoa(bytes) });
}

/** Null for anything that is no glimpse: the other side may be any program. */
export function readGlimpse(text: string): Glimpse | null {
  try {
    const read = JSON.parse(text) as { captured_ms?: unknown; jpeg?: unknown } | null;
    const { captured_ms, jpeg } = read ?? {};
    if (!Number.isSafeInteger(captured_ms) || typeof jpeg !== "string") return null;
    const bytes = Uint8Array.from(atob(jpeg), (character) => character.charCodeAt(0));
    return { capturedMs: captured_ms as number, jpeg: bytes };
  } catch {
    return null;
  }
}
