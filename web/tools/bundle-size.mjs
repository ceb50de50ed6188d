/**
 * Prints the sizes of the built files, and fails when what the first screen needs has grown over its budget.
 * The budget is for JavaScript, gzipped, of the entry and everything that it loads at once.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET_BYTES = 250_000;

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
const gzipped = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;

function withImports(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const other of manifest[key].imports ?? []) withImports(other, seen);
  return seen;
}

const sum = (keys) => [...keys].reduce((total, key) => total + gzipped(manifest[key].file), 0);
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const initial = withImports(entry);
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.isDynamicEntry) continue;
  const more = [...withImports(key)].filter((other) => !initial.has(other));
  console.log(`${(chunk.name ?? key).padEnd(20)} ${kb(sum(more))} more`);
}
const first = sum(initial);
console.log(`${'entry'.padEnd(20)} ${kb(first)} of ${kb(BUDGET_BYTES)} gzipped`);
if (first > BUDGET_BYTES) {
  console.error('the entry is over its budget');
  process.exit(1);
}
