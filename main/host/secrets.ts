// Seals secrets so that the data folder alone does not give them away in plain sight. One box per door; what one
// box sealed another cannot open and says so. It must never write a key twice, log one, or throw on bad ciphertext.
import { createCipheriv, createDecipheriv } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Ids } from "../ids.ts";
import { freeName } from "./free-name.ts";

export type SecretBox = {
  /** Which box this is; kept beside everything it seals. */
  readonly id: string;
  /** Throws the file system's error when the box has no key yet and cannot keep a new one. */
  seal(text: string): Buffer;
  /** The text, or null when this box did not seal it or the bytes were changed. */
  open(sealed: Buffer): string | null;
};

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** First byte of everything sealed, so that the form can change one day. */
const FORM = 1;

/**
 * The box of the doors without a system key ring: AES-256-GCM under a key in `<folder>/secret.key`, readable by the
 * owner only. It keeps secrets out of backups of the database and out of sight, not from someone who can read the
 * whole folder. The key is made when something is first sealed: a refused start writes nothing.
 */
export function fileKeyBox(folder: string, ids: Ids): SecretBox {
  const path = join(folder, "secret.key");
  const read = () => usableKey(readBytes(path));
  return keyBox("file-key", ids, {
    read,
    make() {
      const key = newKey(ids);
      return placeKey(path, key, () => read() !== null) ? key : (read() ?? key);
    },
  });
}

/**
 * A box whose key lies sealed by the system in the file `path`. `current` is that key, opened (null when there is
 * none or the system could not open it); `fresh` stands ready and is written when something is sealed without one.
 */
export function sealedKeyBox(
  id: string,
  ids: Ids,
  path: string,
  keys: { current: Buffer | null; readonly fresh: { readonly key: Buffer; readonly sealed: Buffer } },
): SecretBox {
  let current = usableKey(keys.current);
  return keyBox(id, ids, {
    read: () => current,
    make() {
      placeKey(path, keys.fresh.sealed, () => false);
      current = keys.fresh.key;
      return current;
    },
  });
}

/** A box over any keeper of a 32-byte key. `read` answers null when there is no usable key. */
export function keyBox(id: string, ids: Ids, keeper: { read(): Buffer | null; make(): Buffer }): SecretBox {
  return {
    id,
    seal(text) {
      const key = keeper.read() ?? keeper.make();
      const nonce = Buffer.from(ids.nonce(), "hex").subarray(0, NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(id));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.from([FORM]), nonce, body, cipher.getAuthTag()]);
    },
    open(sealed) {
      if (sealed.length < 1 + NONCE_BYTES + TAG_BYTES || sealed[0] !== FORM) return null;
      const key = keeper.read();
      if (key === null) return null;
      const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
      const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(id));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      try {
        const body = decipher.update(sealed.subarray(1 + NONCE_BYTES, -TAG_BYTES));
        return Buffer.concat([body, decipher.final()]).toString("utf8");
      } catch {
        return null;
      }
    },
  };
}

export const newKey = (ids: Ids): Buffer => Buffer.from(ids.nonce() + ids.nonce(), "hex");

const usableKey = (bytes: Buffer | null): Buffer | null => (bytes?.length === KEY_BYTES ? bytes : null);

/** The file's bytes, or null when they cannot be had. */
export function readBytes(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

/**
 * Writes a new key file beside `path` (O_EXCL, 0600) and links it into place, so that the name never shows half a
 * key. False when another process was first and `usable` says its key is one; a file that is no key is set aside,
 * never overwritten. Throws the file system's error.
 */
function placeKey(path: string, bytes: Buffer, usable: () => boolean): boolean {
  const fresh = freeName(`${path}.new`);
  const file = openSync(fresh, "wx", 0o600);
  try {
    writeFileSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    if (existsSync(path)) {
      if (usable()) return false;
      renameSync(path, freeName(`${path}.damaged`));
    }
    linkSync(fresh, path);
    return true;
  } catch (error) {
    if (usable()) return false;
    throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
}
