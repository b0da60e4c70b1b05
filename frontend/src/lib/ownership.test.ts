/** Nothing that listens or ticks outlives its scope: what the lint rule cannot see is read here. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

const sources = new Map(
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|\.d\.ts$|paraglide/.test(path))
    .map((path) => [path, readFileSync(`${root}${path}`, "utf8")]),
);

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Files where something of the kind begins more often than it is handed to a scope to end. */
const unowned = (begins: RegExp, ends: RegExp): readonly string[] =>
  [...sources]
    .filter(([path]) => path !== "lib/scope.ts")
    .filter(([, text]) => count(text, begins) > count(text, ends))
    .map(([path]) => path);

const NEVER = /(?!)/g;

describe("what listens or ticks", () => {
  it("is looked for in every source", () => {
    expect(sources.size).toBeGreaterThan(200);
    expect(sources.has("lib/scope.ts")).toBe(true);
  });

  it("takes listeners, timers and frames from a scope", () => {
    const raw =
      /\b(?:addEventListener|setTimeout|setInterval|setImmediate|requestAnimationFrame|requestIdleCallback|requestVideoFrameCallback)\s*\(|\.addListener\(/g;
    expect(unowned(raw, NEVER)).toEqual([]);
  });

  it("sets no handler that nobody takes away", () => {
    expect(unowned(/\.on[a-z]+ = (?!null)/g, NEVER)).toEqual([]);
  });

  it("hands every observer to a scope", () => {
    const begins = /new (?:Resize|Mutation|Intersection|Performance)Observer\(/g;
    expect(unowned(begins, /defer\(\(\) => [\w.]+\.disconnect\(\)\)/g)).toEqual([]);
  });

  it("hands every channel, worker and stream to a scope", () => {
    const begins = /new (?:BroadcastChannel|Worker|SharedWorker|EventSource|WebSocket)\(/g;
    const ends =
      /defer\((?:\(\) =>|\w+\.\w+)(?:(?!defer\()[\s\S]){0,120}?(?:close|terminate|end)\b/g;
    expect(unowned(begins, ends)).toEqual([]);
  });

  it("subscribes to stores through a scope, or hands the end to the caller", () => {
    const begins = /\.subscribe\(/g;
    const ends =
      /(?:defer\(\s*|=>\s*|return |const (\w+) = (?=[\s\S]*defer\(\1\)))[\w.]+\.subscribe\(/g;
    expect(unowned(begins, ends)).toEqual([]);
  });
});
