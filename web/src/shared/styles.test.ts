import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const sheets = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".css"),
);
const count = (text: string, mark: string) => text.split(mark).length - 1;

// A block left open swallows every rule after it, and no other tool minds.
test.each(sheets)("%s closes its blocks", (name) => {
  const text = readFileSync(join(root, name), "utf8");
  expect(count(text, "}")).toBe(count(text, "{"));
});
