// The box of the Electron door: its key lies in the data folder, sealed by the system's key ring (DPAPI, Keychain,
// libsecret, KWallet). Without a real key ring it says so and is the same box as behind the other doors.
import { join } from "node:path";
import { safeStorage } from "electron";
import type { Ids } from "../../ids.ts";
import type { Log } from "../../log.ts";
import { fileKeyBox, newKey, readBytes, sealedKeyBox, type SecretBox } from "../secrets.ts";

/** Call after `ready`. The file is made when something is first sealed. */
export async function systemKeyBox(folder: string, ids: Ids, log: Log): Promise<SecretBox> {
  if (!(await hasKeyRing())) {
    log.warn("no_system_key_ring");
    return fileKeyBox(folder, ids);
  }
  const path = join(folder, "secret.key.system");
  const key = newKey(ids);
  return sealedKeyBox("system-key", ids, path, {
    current: await openKey(readBytes(path)),
    fresh: { key, sealed: await safeStorage.encryptStringAsync(key.toString("hex")) },
  });
}

/** Chromium's `basic_text` on Linux is a fixed password: no protection, so not taken for one. */
async function hasKeyRing(): Promise<boolean> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
  if (process.platform !== "linux") return true;
  const backend = safeStorage.getSelectedStorageBackend();
  return backend !== "basic_text" && backend !== "unknown";
}

async function openKey(sealed: Buffer | null): Promise<Buffer | null> {
  if (sealed === null) return null;
  try {
    const { result } = await safeStorage.decryptStringAsync(sealed);
    return Buffer.from(result, "hex");
  } catch {
    return null;
  }
}
