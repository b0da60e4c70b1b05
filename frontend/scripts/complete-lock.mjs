// Adds to package-lock.json the optional packages for other systems (the native parts of Biome,
// Tailwind, Rolldown …) that a registry with a part of npm did not show when the lock was written.
// `npm ci` refuses a lock without them, and each system installs its own alone.
import { readFileSync, writeFileSync } from "node:fs";

const SYSTEMS = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const PROCESSORS = [
  "arm64",
  "arm",
  "ia32",
  "loong64",
  "mips64el",
  "ppc64",
  "riscv64",
  "s390x",
  "wasm32",
  "x64",
];

/** What a package's name says about where it runs, as npm's lock writes it. */
const platformOf = (name) => {
  const words = name.split("/").at(-1).split(/[-_]/);
  const cpu = PROCESSORS.filter((each) => words.includes(each));
  const os = SYSTEMS.filter((each) => words.includes(each));
  const libc = words.some((word) => word.startsWith("musl"))
    ? ["musl"]
    : words.includes("gnu")
      ? ["glibc"]
      : [];
  return Object.fromEntries(Object.entries({ cpu, libc, os }).filter(([, value]) => value.length));
};

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
for (const parent of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    const platform = platformOf(name);
    if (lock.packages[place] || Object.keys(platform).length === 0) continue;
    const { cpu, libc, os } = platform;
    const entry = { version, cpu, dev: parent.dev, libc, optional: true, os };
    lock.packages[place] = JSON.parse(JSON.stringify(entry)); // npm's order, without the absent
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = Object.fromEntries(sorted);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
