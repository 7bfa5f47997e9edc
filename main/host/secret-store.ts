// The channels' secrets, sealed, in `<folder>/secrets.json`: one entry per channel with the box that sealed it.
// What cannot be read is reported as unreadable and kept on the disk; it is never taken for "no secrets".
import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { freeName } from "./free-name.ts";
import type { SecretBox } from "./secrets.ts";

export type Secrets = Readonly<Record<string, string>>;
export type SecretStore = {
  /**
   * A channel's secrets; null when none were ever set. `unreadable`: the file or the entry is damaged, or another
   * door's box sealed it. The way out is to set the channel up again.
   */
  get(channel: string): Secrets | null | "unreadable";
  /** Seals and keeps them, durably, in place of the channel's earlier ones. Throws the file system's error. */
  set(channel: string, secrets: Secrets): void;
};

const sealedFile = z.object({
  version: z.literal(1),
  channels: z.record(z.string(), z.object({ box: z.string(), sealed: z.base64() }).strict()),
});
type SealedFile = z.infer<typeof sealedFile>;

/** Inside the seal stands the channel's name, so that entries cannot be swapped. */
const opened = z.object({ channel: z.string(), secrets: z.record(z.string(), z.string()) }).strict();

export function openSecretStore(folder: string, box: SecretBox): SecretStore {
  const path = join(folder, "secrets.json");
  return {
    get(channel) {
      const file = read(path);
      if (file === "unreadable" || file === null) return file;
      const entry = Object.hasOwn(file.channels, channel) ? file.channels[channel] : undefined;
      if (entry === undefined) return null;
      if (entry.box !== box.id) return "unreadable";
      const text = box.open(Buffer.from(entry.sealed, "base64"));
      const content = text === null ? null : opened.safeParse(fromJson(text));
      return content?.success && content.data.channel === channel ? content.data.secrets : "unreadable";
    },
    set(channel, secrets) {
      const found = read(path);
      const sealed = box.seal(JSON.stringify({ channel, secrets })).toString("base64");
      const before = found === "unreadable" || found === null ? {} : found.channels;
      const file: SealedFile = { version: 1, channels: { ...before, [channel]: { box: box.id, sealed } } };
      // A copy, not a move: until the new file stands, the name must go on saying "unreadable".
      if (found === "unreadable") copyFileSync(path, freeName(`${path}.damaged`), constants.COPYFILE_EXCL);
      writeWhole(path, `${JSON.stringify(file, null, 2)}\n`);
    },
  };
}

function read(path: string): SealedFile | null | "unreadable" {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT" ? null : "unreadable";
  }
  const file = sealedFile.safeParse(fromJson(text));
  return file.success ? file.data : "unreadable";
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Replaces a file so that a crash leaves the old one or the new one, whole: temporary file, fsync, rename, fsync. */
function writeWhole(path: string, text: string): void {
  const fresh = freeName(`${path}.new`);
  const file = openSync(fresh, "wx", 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
  // Windows cannot open a folder to flush it; NTFS journals the rename itself.
  if (process.platform === "win32") return;
  const folder = openSync(dirname(path), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
