// Which program has a device open, as far as Linux tells: it sees the programs of its own user, or all as root.
// Read from /proc without starting a program, and bounded.
import { readdir, readFile, readlink, realpath } from "node:fs/promises";
import { join } from "node:path";

const MAX_PROCESSES = 4096;

/** The program's name, or null when nobody is seen to have it open. `proc` is /proc but in tests. */
export async function programHolding(path: string, proc = "/proc"): Promise<string | null> {
  const device = await realpath(path).catch(() => null);
  if (device === null) return null;
  const pids = (await readdir(proc).catch(() => [])).filter(
    (name) => /^\d+$/.test(name) && name !== String(process.pid),
  );
  for (const pid of pids.slice(0, MAX_PROCESSES)) {
    if (!(await hasOpen(join(proc, pid, "fd"), device))) continue;
    const name = await readFile(join(proc, pid, "comm"), "utf8").catch(() => "");
    if (name.trim() !== "") return name.trim().slice(0, 64);
  }
  return null;
}

async function hasOpen(folder: string, device: string): Promise<boolean> {
  for (const fd of await readdir(folder).catch(() => [])) {
    if ((await readlink(join(folder, fd)).catch(() => "")) === device) return true;
  }
  return false;
}
