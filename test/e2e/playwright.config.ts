// The end-to-end runs: every spec on every door. A door that is not installed is a named skip, never a silence.
import { resolve } from "node:path";
import { defineConfig } from "@playwright/test";
import type { DoorOption } from "./doors.ts";

export default defineConfig<object, DoorOption>({
  testDir: import.meta.dirname,
  testMatch: "**/*.spec.ts",
  snapshotPathTemplate: "{testDir}/pictures/{arg}{ext}",
  outputDir: resolve(import.meta.dirname, "../../test-results"),
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  projects: [
    { name: "browser", use: { door: "browser" } },
    { name: "electron", use: { door: "electron" } },
  ],
});
