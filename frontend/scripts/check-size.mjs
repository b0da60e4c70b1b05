/** Refuses a build whose first load is more script than `MOST_BYTES`, compressed. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const MOST_BYTES = 250_000;
const dist = fileURLToPath(new URL("../dist/", import.meta.url));

const page = readFileSync(`${dist}index.html`, "utf8");
const scripts = [...page.matchAll(/(?:src|href)="\/static\/(assets\/[^"]+\.js)"/g)];
const bytes = scripts
  .map(([, path]) => gzipSync(readFileSync(`${dist}${path}`)).length)
  .reduce((sum, length) => sum + length, 0);

process.stdout.write(
  `first load: ${Math.round(bytes / 1000)} kB of script in ${scripts.length} files\n`,
);
if (scripts.length === 0 || bytes > MOST_BYTES) {
  process.stderr.write(`the first load may hold ${MOST_BYTES / 1000} kB: load pages lazily\n`);
  process.exit(1);
}
