// Builds the three parts: main (ES module), preload (one CommonJS file: a sandboxed preload cannot be a module) and
// the window. Nothing here decides anything a door should decide.
import { resolve } from "node:path";
import { defineConfig } from "electron-vite";
import react from "@vitejs/plugin-react";
import { CALLS, EVENTS } from "./preload/contract/calls.ts";

const at = (path: string) => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      outDir: at("out/main"),
      sourcemap: true,
      externalizeDeps: true,
      rolldownOptions: {
        // The devices process and the thread that reads spreadsheets are files of their own: they are started by their paths.
        input: {
          electron: at("main/electron.ts"),
          devices: at("main/devices/process.ts"),
          "sheet-worker": at("main/reconcile/bill/sheet-worker.ts"),
        },
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  },
  preload: {
    // The lists of names are all the preload needs of the contract; written in here, zod stays out of it.
    define: {
      CALL_NAMES: JSON.stringify(Object.keys(CALLS)),
      EVENT_NAMES: JSON.stringify(Object.keys(EVENTS)),
    },
    build: {
      outDir: at("out/preload"),
      rolldownOptions: {
        input: { index: at("preload/index.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false },
      },
    },
  },
  renderer: {
    root: at("renderer"),
    base: "/",
    publicDir: false,
    plugins: [react()],
    build: {
      outDir: at("out/renderer"),
      emptyOutDir: true,
      // Every file is a file: the policy allows no inline script or style, and fonts come from 'self' only.
      assetsInlineLimit: 0,
      // Loaded from the disk: one file is as good as five.
      chunkSizeWarningLimit: 2_000,
      cssMinify: true,
      minify: true,
      rolldownOptions: { input: { index: at("renderer/index.html"), customer: at("renderer/customer.html") } },
    },
  },
});
