// How vitest runs: every *.test.ts under test/ but the end-to-end runs, which are Playwright's. Two files at a time, each in a
// process of its own: what one leaves behind is nobody else's trouble. What boots an emulated kernel, or kills processes that
// must be back within a second, has the machine for itself: it runs after the others, one file at a time.
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

const ALONE = ["test/{devices,kill}/**/*.test.ts"];
const NEVER = ["test/e2e/**", "node_modules/**"];

const common = {
  root: resolve(import.meta.dirname, ".."),
  environment: "node" as const,
  testTimeout: 60_000,
  hookTimeout: 60_000,
  setupFiles: [resolve(import.meta.dirname, "support/set-up.ts")],
};

export default defineConfig({
  test: {
    allowOnly: process.env.CI === undefined,
    passWithNoTests: false,
    globalSetup: [resolve(import.meta.dirname, "support/one-folder.ts")],
    projects: [
      {
        test: {
          ...common,
          name: "beside",
          include: ["test/**/*.test.ts"],
          exclude: [...NEVER, ...ALONE],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...common,
          name: "alone",
          include: ALONE,
          exclude: NEVER,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
