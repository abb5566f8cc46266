// Holds the scripts to their budgets, in bytes after gzip: what every page loads, and what one page adds.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const budgets = { initial: 150_000, page: 50_000 };

/** @type {Record<string, { file: string, isEntry?: boolean, isDynamicEntry?: boolean, imports?: string[] }>} */
const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'));

/** @param {string} key @param {Set<string>} found */
function withImports(key, found = new Set()) {
  if (!found.has(key)) {
    found.add(key);
    for (const next of manifest[key]?.imports ?? []) {
      withImports(next, found);
    }
  }
  return found;
}

/** @param {Iterable<string>} keys */
function gzipped(keys) {
  let sum = 0;
  for (const key of keys) {
    const file = manifest[key]?.file ?? '';
    sum += file.endsWith('.js') ? gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length : 0;
  }
  return sum;
}

const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry);
if (!entry) {
  throw new Error('The build has no entry.');
}

const initial = withImports(entry);
const lines = [{ name: 'initial', bytes: gzipped(initial), budget: budgets.initial }];
for (const key of Object.keys(manifest)) {
  if (manifest[key]?.isDynamicEntry) {
    const added = [...withImports(key)].filter((part) => !initial.has(part));
    lines.push({ name: key, bytes: gzipped(added), budget: budgets.page });
  }
}

let failed = false;
for (const { name, bytes, budget } of lines) {
  const over = bytes > budget;
  failed ||= over;
  process.stdout.write(
    `${(bytes / 1000).toFixed(1).padStart(7)} kB  ${name}${over ? `  OVER ${budget / 1000} kB` : ''}\n`,
  );
}

if (failed) {
  process.stderr.write('A script is over its budget: load a part later, or do without it.\n');
  process.exit(1);
}
