// Finds an installed browser of the Chromium family. It only looks: nothing is started or downloaded here.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

export type Browser = { readonly path: string; readonly name: string };

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the browsers live on each system; the first that is there is taken. */
function candidates(platform: string, env: Environment): Browser[] {
  switch (platform) {
    case "win32": {
      const roots = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter((root) => root !== undefined);
      const inside = [
        ["Google\\Chrome\\Application\\chrome.exe", "Chrome"],
        ["Microsoft\\Edge\\Application\\msedge.exe", "Edge"],
        ["Chromium\\Application\\chrome.exe", "Chromium"],
      ] as const;
      return inside.flatMap(([path, name]) => roots.map((root) => ({ path: `${root}\\${path}`, name })));
    }
    case "darwin":
      return ["Google Chrome", "Microsoft Edge", "Chromium"].flatMap((name) =>
        ["", env.HOME ?? ""].map((root) => ({ path: `${root}/Applications/${name}.app/Contents/MacOS/${name}`, name })),
      );
    default: {
      const names = [
        ["chromium", "Chromium"],
        ["chromium-browser", "Chromium"],
        ["google-chrome-stable", "Chrome"],
        ["google-chrome", "Chrome"],
        ["microsoft-edge-stable", "Edge"],
        ["microsoft-edge", "Edge"],
      ] as const;
      const folders = [...(env.PATH ?? "").split(delimiter), "/usr/bin", "/usr/local/bin", "/snap/bin"];
      return names.flatMap(([file, name]) => folders.filter(Boolean).map((at) => ({ path: join(at, file), name })));
    }
  }
}

/** The browser to use, or null when none is installed. `CASHIER_BROWSER` (a full path) is taken before all others. */
export function findBrowser(
  platform: string = process.platform,
  env: Environment = process.env,
  runs: (path: string) => boolean = canRun,
): Browser | null {
  const chosen = env.CASHIER_BROWSER;
  if (chosen) return runs(chosen) ? { path: chosen, name: "CASHIER_BROWSER" } : null;
  return candidates(platform, env).find((browser) => runs(browser.path)) ?? null;
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
