import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { compressed } from "./build/compressed.ts";
import { firstLoad } from "./build/first-load.ts";

export default defineConfig({
  plugins: [react(), firstLoad({ limitInKilobytes: 300 }), compressed()],
  resolve: {
    alias: { "@shared": folder("./src/shared"), "@testing": folder("./src/testing") },
  },
  build: {
    target: "es2023",
    // Inlined data: URLs would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // One list of what each page needs, not one for each feature.
        advancedChunks: {
          groups: [{ name: "routes", test: /\/src\/features\/[^/]+\/routes\.tsx?$/ }],
        },
      },
    },
  },
  server: {
    port: Number(process.env.PORT ?? 5173),
    strictPort: true,
    proxy: { "/api": { target: process.env.MUSTER_URL ?? "http://localhost:8080" } },
  },
  test: {
    // The journeys in e2e/ have their own runner.
    include: ["src/**/*.test.{ts,tsx}", "build/**/*.test.ts"],
    environment: "jsdom",
    setupFiles: ["./src/testing/setup.ts"],
    // A dialog with a tree takes seconds on a busy machine: slow is not wrong.
    testTimeout: 30_000,
    css: false,
    server: { deps: { inline: [/@patternfly/] } },
  },
});

function folder(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
