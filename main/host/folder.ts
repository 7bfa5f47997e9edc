// Where the till keeps its data: one folder per till, the same one for every door, and for nobody but its own user: PINs
// are short, so not even what they were made into is for others to read.
import { chmodSync, existsSync, mkdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** `--data`, else `CASHIER_DATA`, else the system's place for an app's data. Always absolute; nothing is created. */
export function dataFolder(
  option: string | undefined,
  env: Environment = process.env,
  platform: string = process.platform,
): string {
  const given = option ?? env.CASHIER_DATA;
  if (given) return resolve(given);
  const home = env.HOME ?? homedir();
  switch (platform) {
    case "win32":
      return join(env.APPDATA ?? join(homedir(), "AppData", "Roaming"), "cashier");
    case "darwin":
      return join(home, "Library", "Application Support", "cashier");
    default:
      return join(env.XDG_DATA_HOME ?? join(home, ".local", "share"), "cashier");
  }
}

/** The file that is held while a till runs in a folder; where it stands, the folder is a till's. */
export const LOCK_FILE = "till.lock";

/**
 * Makes the folder, for its own user alone. A till's folder that others may still enter is closed to them, if it is ours; a
 * folder that is not a till's yet stays as its owner made it. Throws the file system's error.
 */
export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform === "win32" || !existsSync(join(folder, LOCK_FILE))) return;
  const { mode, uid } = statSync(folder);
  if ((mode & 0o077) === 0 || uid !== process.getuid?.()) return;
  try {
    chmodSync(folder, mode & 0o700);
  } catch {
    // A disk without rights, as a memory stick has none: nothing can be closed there.
  }
}

/** What this process writes from now on is for its own user alone. Windows has no such thing: there the profile's rights hold. */
export function keepToOurselves(): void {
  if (process.platform !== "win32") process.umask(0o077);
}
