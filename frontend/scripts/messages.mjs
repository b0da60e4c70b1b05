/**
 * Checks that every language has the same messages with the same parameters and that a page uses
 * each of them, then compiles them. A gap ends the build: nobody should meet an English sentence
 * in a Korean page, and nobody should translate what is never shown.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile } from "@inlang/paraglide-js";

const root = fileURLToPath(new URL("..", import.meta.url));
const LOCALES = ["en", "ko"];

/** @type {import("@inlang/paraglide-js").CompilerOptions} */
export const messageOptions = {
  project: `${root}project.inlang`,
  outdir: `${root}src/i18n/paraglide`,
  strategy: ["localStorage", "preferredLanguage", "baseLocale"],
  localStorageKey: "telltale.locale",
  outputStructure: "message-modules",
  emitReadme: false,
};

const parameters = (message) =>
  [...new Set(JSON.stringify(message).match(/\{[A-Za-z]\w*\}/g) ?? [])].sort().join();

/** Every difference between the languages, one sentence each. */
export const differences = (filesByLocale) => {
  const found = [];
  const [base, ...others] = LOCALES;
  for (const locale of others) {
    const left = filesByLocale[base];
    const right = filesByLocale[locale];
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
      if (!(key in right)) found.push(`${key} is missing in ${locale}`);
      else if (!(key in left)) found.push(`${key} is missing in ${base}`);
      else if (parameters(left[key]) !== parameters(right[key]))
        found.push(`${key} has other parameters in ${locale} than in ${base}`);
    }
  }
  return found;
};

/** Every message that the source never names; it names them only as `m.the_key`. */
export const unused = (messages, source) => {
  const named = new Set([...source.matchAll(/\bm\s*\.\s*(\w+)/g)].map(([, key]) => key));
  return Object.keys(messages)
    .filter((key) => !key.startsWith("$") && !named.has(key))
    .map((key) => `${key} is used nowhere: use it, or delete it from every language`);
};

const readSource = () =>
  readdirSync(`${root}src`, { recursive: true, withFileTypes: true })
    .filter(
      ({ name, parentPath }) =>
        /(?<!\.test)\.tsx?$/.test(name) && !parentPath.includes("paraglide"),
    )
    .map(({ name, parentPath }) => readFileSync(`${parentPath}/${name}`, "utf8"))
    .join("\n");

const readLocale = (locale) =>
  Object.assign(
    {},
    ...readdirSync(`${root}messages`)
      .filter((name) => name === `${locale}.json` || name.endsWith(`.${locale}.json`))
      .map((name) => JSON.parse(readFileSync(`${root}messages/${name}`, "utf8"))),
  );

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const messages = Object.fromEntries(LOCALES.map((name) => [name, readLocale(name)]));
  const found = [...differences(messages), ...unused(messages[LOCALES[0]], readSource())];
  if (found.length > 0) {
    process.stderr.write(`${found.join("\n")}\n`);
    process.exit(1);
  }
  await compile(messageOptions);
}
