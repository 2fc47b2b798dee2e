import { expect, test } from "vitest";
import { readGlimpse, writeGlimpse } from "./glimpse";

test("a glimpse is read as it was written, whatever its bytes", () => {
  const jpeg = Uint8Array.from({ length: 300 }, (_, at) => at % 256);
  const text = writeGlimpse({ capturedMs: 1_763_798_400_000, jpeg });
  expect(readGlimpse(text)).toEqual({ capturedMs: 1_763_798_400_000, jpeg });
});

test("a glimpse of the largest picture fits into a signal", () => {
  const text = writeGlimpse({ capturedMs: 1_763_798_400_000, jpeg: new Uint8Array(17_000) });
  expect(text.length).toBeLessThanOrEqual(24_000);
});

test.each(["", "null", "{}", '{"captured_ms":"1","jpeg":""}', '{"captured_ms":1,"jpeg":"%"}'])(
  "%j is no glimpse",
  (text) => expect(readGlimpse(text)).toBeNull(),
);
