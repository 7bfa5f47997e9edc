// Where the till keeps its data: one folder per till, the same one for every door.
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
