/**
 * Follows boxes through raw clips and prints one line of JSON for each: `bench/follow.py` makes the
 * clips and reads the lines. Usage: node scripts/follow.mjs cases.json
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";

const server = await createServer({
  root: fileURLToPath(new URL("..", import.meta.url)),
  configFile: false,
  logLevel: "error",
  appType: "custom",
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
  resolve: { alias: { "@": fileURLToPath(new URL("../src", import.meta.url)) } },
});
const { Trail } = await server.ssrLoadModule("/src/follow/trail.ts");
const { boxAt } = await server.ssrLoadModule("/src/domain/track.ts");

/** Frame `at` of a file of yuv420p pictures. */
const coloursOf = (bytes, width, height, at) => {
  const size = (width * height * 3) / 2;
  const data = bytes.subarray(at * size, (at + 1) * size);
  const half = { data, stride: width / 2, step: 1, halvings: 1 };
  return {
    width,
    height,
    brightness: { data, offset: 0, stride: width, step: 1, halvings: 0 },
    blue: { ...half, offset: width * height },
    red: { ...half, offset: (width * height * 5) / 4 },
  };
};

const run = ({ file, width, height, order, box }) => {
  const bytes = readFileSync(file);
  const begun = process.cpuUsage();
  const trail = new Trail(coloursOf(bytes, width, height, order[0]), box);
  let frames = 1;
  for (const at of order.slice(1)) {
    frames += 1;
    if (!trail.step(coloursOf(bytes, width, height, at))) break;
  }
  const track = trail
    .keyframes({ width, height })
    .map(({ index, box: placed }) => ({ frame: index, box: placed }));
  // Of the processor, so that what else the machine does counts little.
  const { user, system } = process.cpuUsage(begun);
  const seconds = (user + system) / 1e6;
  const boxes = Array.from({ length: trail.reached + 1 }, (_, index) => boxAt(track, index));
  return { boxes, stop: trail.stop, keyframes: track.length, frames, seconds };
};

for (const each of JSON.parse(readFileSync(process.argv[2], "utf8")))
  process.stdout.write(`${JSON.stringify(run(each))}\n`);
await server.close();
