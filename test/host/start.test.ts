// What `npm start` does before there is a window: reading its options, building only what is old, and saying in one
// sentence why it cannot go on.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { hasDisplay } from "../../main/host/display.ts";
import { isStale } from "../../main/host/build.ts";
import { doorOptions } from "../../main/host/options.ts";
import { electronRuntime, fetchRuntime } from "../../main/host/runtime.ts";

const root = resolve(import.meta.dirname, "../..");

function start(args: readonly string[], env: Record<string, string>) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    const { DISPLAY: _x, WAYLAND_DISPLAY: _w, ...rest } = process.env;
    const options = { cwd: root, env: { ...rest, ...env }, timeout: 25_000 };
    execFile(process.execPath, [join(root, "main/start.ts"), ...args], options, (error, stdout, stderr) =>
      done({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, stdout, stderr }),
    );
  });
}

describe("npm start", () => {
  it("without a display ends with one sentence that names npm run demo", async (test) => {
    if (process.platform !== "linux") return test.skip("only Linux can be without a display");
    const { code, stdout, stderr } = await start([], {});
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr.trim().split("\n")).toEqual([expect.stringContaining("npm run demo")]);
  });

  it.each([["--nonsense"], ["--data"], ["--door", "window"], ["stray"]])(
    "refuses %s with a sentence",
    async (...args) => {
      const { code, stdout, stderr } = await start(args, {});
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toContain("--data DIR");
    },
  );
});

describe("options", () => {
  it("are read, and the folder is absolute", () => {
    expect(doorOptions(["--data", "/d", "--scanner", "/dev/ttyACM0", "--headless", "--door", "browser"])).toEqual({
      ok: true,
      options: { folder: "/d", scanner: "/dev/ttyACM0", headless: true, door: "browser" },
    });
  });

  it("among Electron's own arguments ours are still found", () => {
    const argv = ["--no-sandbox", "--remote-debugging-port=0", "/app", "--data", "/d", "--inspect=0"];
    expect(doorOptions(argv, true)).toMatchObject({ ok: true, options: { folder: "/d", scanner: null } });
  });
});

describe("a display", () => {
  it.each<[string, Record<string, string>, boolean]>([
    ["linux", {}, false],
    ["linux", { DISPLAY: "" }, false],
    ["linux", { DISPLAY: ":0" }, true],
    ["linux", { WAYLAND_DISPLAY: "wayland-0" }, true],
    ["win32", {}, true],
    ["darwin", {}, true],
  ])("%s with %o: %s", (platform, env, there) => {
    expect(hasDisplay(platform, env)).toBe(there);
  });
});

describe("the build", () => {
  function project(files: Record<string, number>): string {
    const folder = mkdtempSync(join(tmpdir(), "till-build-"));
    for (const [name, seconds] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), "");
      utimesSync(join(folder, name), seconds, seconds);
    }
    for (const name of ["main", "preload", "renderer", "renderer/screens"]) utimesSync(join(folder, name), 1, 1);
    return folder;
  }
  const sources = {
    "main/till.ts": 10,
    "preload/index.ts": 10,
    "renderer/screens/x.tsx": 10,
    "electron.vite.config.ts": 10,
    "package.json": 10,
  };
  const main = { "out/main/electron.js": 20, "out/main/devices.js": 20 };
  const built = { ...main, "out/preload/index.cjs": 20, "out/renderer/index.html": 20 };

  it.each<[string, Record<string, number>, boolean]>([
    ["newer than every source", { ...sources, ...built }, false],
    ["older than one source", { ...sources, ...built, "renderer/screens/x.tsx": 30 }, true],
    ["older than the config", { ...sources, ...built, "electron.vite.config.ts": 30 }, true],
    ["partly old", { ...sources, ...built, "out/preload/index.cjs": 5 }, true],
    ["not there", sources, true],
  ])("that is %s: stale is %s", (_name, files, stale) => {
    expect(isStale(project(files))).toBe(stale);
  });
});

describe("Electron's runtime", () => {
  function electron(files: Record<string, string>): string {
    const folder = mkdtempSync(join(tmpdir(), "till-runtime-"));
    for (const [name, text] of Object.entries(files)) {
      const path = join(folder, "node_modules/electron", name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    return folder;
  }

  it("is there when its program is", () => {
    const folder = electron({ "path.txt": "electron", "dist/electron": "" });
    expect(electronRuntime(folder)).toBe(join(folder, "node_modules/electron/dist/electron"));
    expect(electronRuntime(electron({ "path.txt": "electron" }))).toBe(null);
    expect(electronRuntime(electron({ "package.json": "{}" }))).toBe(null);
  });

  it("is fetched by its own installer, and an installer that hangs is given up in time", async () => {
    const good = electron({
      "install.js": `const fs = require("fs"); fs.mkdirSync(__dirname + "/dist"); fs.writeFileSync(__dirname + "/dist/e", "");
        fs.writeFileSync(__dirname + "/path.txt", "e");`,
    });
    expect(await fetchRuntime(good, 10_000)).toBe(true);
    const hangs = electron({ "install.js": "setInterval(() => {}, 1000)" });
    expect(await fetchRuntime(hangs, 300)).toBe(false);
    expect(await fetchRuntime(electron({ "install.js": "process.exit(1)" }), 10_000)).toBe(false);
    expect(await fetchRuntime(electron({}), 10_000)).toBe(false);
  });
});
