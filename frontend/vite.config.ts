import { fileURLToPath } from "node:url";
import { paraglideVitePlugin } from "@inlang/paraglide-js";
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { messageOptions } from "./scripts/messages.mjs";

// Django serves `dist` below /static/ and index.html on every other route.
export default defineConfig(({ command, mode }) => ({
  base: command === "build" ? "/static/" : "/",
  plugins: [
    // Builds and tests compile the messages before they start (`npm run messages`).
    ...(command === "serve" && mode !== "test" ? [paraglideVitePlugin(messageOptions)] : []),
    { ...optimizeLocales.vite({ locales: ["en-US", "ko-KR"] }), enforce: "pre" as const },
    react(),
    tailwindcss(),
  ],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    target: "es2023",
    assetsInlineLimit: 0, // the content security policy allows no data: fonts or images
    sourcemap: true,
    rolldownOptions: {
      output: {
        // Alone, it runs before any chunk that may read storage; inside one, after those it imports.
        codeSplitting: { groups: [{ name: "storage", test: /src\/lib\/storage\.ts$/ }] },
      },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8000", "/media": "http://127.0.0.1:8000" } },
  test: {
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}"],
    // A busy machine takes seconds over what takes milliseconds.
    testTimeout: 60_000,
  },
}));
