// How vitest runs: every *.test.ts under test/ but the end-to-end runs, which are Playwright's.
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: resolve(import.meta.dirname, ".."),
    include: ["test/**/*.test.ts"],
    exclude: ["test/e2e/**", "node_modules/**"],
    environment: "node",
    testTimeout: 30_000,
    hookTimeout: 30_000,
    allowOnly: process.env.CI === undefined,
    passWithNoTests: false,
  },
});
