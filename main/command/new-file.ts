// A file that a verb writes where the caller says: it is never put over another one, whoever made that and however late,
// and never stands in the data folder, where the books and the secrets are.
import { closeSync, fsyncSync, mkdirSync, openSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { fail } from "../../preload/contract/failure.ts";
import { Usage } from "./options.ts";
import { Refused } from "./refused.ts";

/** Refuses a path that leads into the data folder, links followed. `folder` exists. */
export function keepOutOf(folder: string, file: string, option: string): void {
  const way = relative(realpathSync.native(folder), realPath(file));
  const isOutside = way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way);
  if (!isOutside) throw new Usage(option, `--${option} leads into the till's data folder. Choose another place.`);
}

/** Where the path leads by the links in what exists of it. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realPath(above), basename(path));
  }
}

/** Writes a file that does not exist yet, with its folders, for this user alone: whole, or none is left. */
export function writeNewFile(file: string, bytes: Uint8Array, option: string): void {
  const refused = new Refused(fail("report_cannot_save", file, "manager", "now").failure, option);
  const made = make(file, refused, option);
  try {
    writeFileSync(made, bytes);
    fsyncSync(made);
  } catch {
    rmSync(file, { force: true });
    throw refused;
  } finally {
    closeSync(made);
  }
}

/** Makes the file or fails, in one step; a link that leads nowhere counts as a file. */
function make(file: string, refused: Refused, option: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch {
    throw refused;
  }
  try {
    return openSync(file, "wx", 0o600);
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw isTaken ? new Usage(option, `--${option}: ${file} exists already. Choose another name.`) : refused;
  }
}
