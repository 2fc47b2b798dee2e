// Print what each page makes a browser fetch, and fail when the student's grows past its budget.
// What is fetched only when it is needed (KaTeX, when a text holds a formula) is shown beside it.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const budgetKilobytes = { "index.html": 120 };
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

const chunkOf = (name) => manifest[name] ?? {};
const after = (names, kinds) =>
  names.flatMap((name) => kinds.flatMap((kind) => chunkOf(name)[kind] ?? []));

/** The names of all chunks that these lead to, themselves among them. */
function reach(names, kinds, seen = new Set()) {
  const fresh = names.filter((name) => !seen.has(name));
  for (const name of fresh) seen.add(name);
  return fresh.length > 0 ? reach(after(fresh, kinds), kinds, seen) : seen;
}

const scriptsOf = (names) => [
  ...new Set(
    names
      .flatMap((name) => [chunkOf(name).file, ...(chunkOf(name).assets ?? [])])
      .filter((file) => file?.endsWith(".js")),
  ),
];
const kilobytes = (file) => gzipSync(readFileSync(new URL(file, dist))).length / 1000;
const sum = (files) => files.reduce((total, file) => total + kilobytes(file), 0);

function print(files) {
  for (const file of files) console.log(`  ${kilobytes(file).toFixed(1).padStart(6)} ${file}`);
}

for (const page of ["index.html", "lecturer.html"]) {
  const first = reach([page], ["imports"]);
  const later = [...reach([page], ["imports", "dynamicImports"])].filter((one) => !first.has(one));
  const scripts = scriptsOf([...first]);
  const lazy = scriptsOf(later);
  const budget = budgetKilobytes[page];
  const limit = budget ? ` of ${budget}` : "";
  console.log(`${page}: ${sum(scripts).toFixed(1)} kB gzip JavaScript${limit}`);
  print(scripts);
  if (lazy.length > 0) console.log(`  later, when needed: ${sum(lazy).toFixed(1)} kB`);
  print(lazy);
  if (budget && sum(scripts) > budget) {
    console.error(`${page} is over its budget of ${budget} kB`);
    process.exitCode = 1;
  }
}
