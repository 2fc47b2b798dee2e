// Print what each page makes a browser fetch, and fail when the student's grows past its budget.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const budgetKilobytes = { "index.html": 120 };
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

function filesOf(name, seen = new Set()) {
  const chunk = manifest[name];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const asset of chunk.assets ?? []) seen.add(asset);
  for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) {
    filesOf(next, seen);
  }
  return seen;
}

const kilobytes = (file) => gzipSync(readFileSync(new URL(file, dist))).length / 1000;

for (const page of ["index.html", "lecturer.html"]) {
  const scripts = [...filesOf(page)].filter((file) => file.endsWith(".js"));
  const total = scripts.reduce((sum, file) => sum + kilobytes(file), 0);
  const budget = budgetKilobytes[page];
  console.log(`${page}: ${total.toFixed(1)} kB gzip JavaScript${budget ? ` of ${budget}` : ""}`);
  for (const file of scripts) console.log(`  ${kilobytes(file).toFixed(1).padStart(6)} ${file}`);
  if (budget && total > budget) {
    console.error(`${page} is over its budget of ${budget} kB`);
    process.exitCode = 1;
  }
}
