// Sealing and keeping secrets, on real files: what is damaged is said to be, and is never thrown away.
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { systemIds } from "../../main/ids.ts";
import { openSecretStore } from "../../main/host/secret-store.ts";
import { fileKeyBox, newKey, sealedKeyBox } from "../../main/host/secrets.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "till-secrets-"));
});
const box = () => fileKeyBox(folder, systemIds);
const store = () => openSecretStore(folder, box());
const file = () => join(folder, "secrets.json");
const POOUL = { privateKeyPem: "-----BEGIN PRIVATE KEY-----\n…", note: "中文" };

describe("the box", () => {
  it("opens what it sealed, after a restart too, and never shows it", () => {
    const sealed = box().seal("王牌 secret");
    expect(box().open(sealed)).toBe("王牌 secret");
    expect(sealed.toString("latin1")).not.toContain("secret");
    expect(box().seal("王牌 secret").equals(sealed)).toBe(false);
  });

  it("its key is 32 bytes that only the owner may read, and nothing is left beside it", () => {
    box().seal("x");
    const { mode, size } = statSync(join(folder, "secret.key"));
    expect([mode & 0o777, size]).toEqual([0o600, 32]);
    expect(readdirSync(folder)).toEqual(["secret.key"]);
  });

  it("writes nothing until something is sealed", () => {
    expect(box().open(Buffer.alloc(64, 1))).toBe(null);
    expect(store().get("pooul")).toBe(null);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("answers null for every changed byte and every shorter text", () => {
    const sealed = box().seal("secret");
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(box().open(changed)).toBe(null);
      expect(box().open(sealed.subarray(0, at))).toBe(null);
    }
    expect(box().open(Buffer.concat([sealed, Buffer.from([0])]))).toBe(null);
  });

  it("a damaged key is set aside, not overwritten, when a new one is needed", () => {
    const sealed = box().seal("secret");
    truncateSync(join(folder, "secret.key"), 5);
    expect(box().open(sealed)).toBe(null);
    const again = box().seal("new");
    expect(box().open(again)).toBe("new");
    expect(readdirSync(folder).sort()).toEqual(["secret.key", "secret.key.damaged-1"]);
    expect(statSync(join(folder, "secret.key.damaged-1")).size).toBe(5);
  });

  it("the system's box writes its sealed key only when needed, and reads it back", () => {
    const path = join(folder, "secret.key.system");
    const [key, sealedKey] = [newKey(systemIds), Buffer.from("sealed by the system")];
    const first = sealedKeyBox("system-key", systemIds, path, { current: null, fresh: { key, sealed: sealedKey } });
    expect(readdirSync(folder)).toEqual([]);
    const sealed = first.seal("secret");
    expect(first.open(sealed)).toBe("secret");
    expect(readFileSync(path)).toEqual(sealedKey);
    const unused = { key: newKey(systemIds), sealed: Buffer.from("unused") };
    expect(sealedKeyBox("system-key", systemIds, path, { current: key, fresh: unused }).open(sealed)).toBe("secret");
    expect(sealedKeyBox("system-key", systemIds, path, { current: null, fresh: unused }).open(sealed)).toBe(null);
  });
});

describe("the store", () => {
  it("keeps each channel's secrets, after a restart too, readable by the owner only", () => {
    store().set("pooul", POOUL);
    store().set("leshua", { key: "k" });
    expect(store().get("pooul")).toEqual(POOUL);
    expect(store().get("leshua")).toEqual({ key: "k" });
    expect(store().get("payserver")).toBe(null);
    expect(store().get("__proto__")).toBe(null);
    expect(store().get("constructor")).toBe(null);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readFileSync(file(), "utf8")).not.toContain("PRIVATE");
    expect(readdirSync(folder).sort()).toEqual(["secret.key", "secrets.json"]);
  });

  it("setting again replaces", () => {
    store().set("pooul", POOUL);
    store().set("pooul", { privateKeyPem: "2" });
    expect(store().get("pooul")).toEqual({ privateKeyPem: "2" });
  });

  it("an entry sealed behind another door is unreadable, and survives the others' changes", () => {
    store().set("pooul", POOUL);
    const other = { ...box(), id: "system-key" };
    const there = openSecretStore(folder, other);
    expect(there.get("pooul")).toBe("unreadable");
    there.set("leshua", { key: "k" });
    expect(store().get("pooul")).toEqual(POOUL);
    expect(store().get("leshua")).toBe("unreadable");
  });

  it("an entry moved to another channel is unreadable", () => {
    store().set("pooul", POOUL);
    const content = JSON.parse(readFileSync(file(), "utf8"));
    content.channels.leshua = content.channels.pooul;
    writeFileSync(file(), JSON.stringify(content));
    expect(store().get("leshua")).toBe("unreadable");
    expect(store().get("pooul")).toEqual(POOUL);
  });

  it("a lost key makes every entry unreadable, not absent", () => {
    store().set("pooul", POOUL);
    truncateSync(join(folder, "secret.key"), 0);
    expect(store().get("pooul")).toBe("unreadable");
  });

  it.each<[string, (path: string) => void]>([
    ["empty", (path) => truncateSync(path, 0)],
    ["cut short", (path) => truncateSync(path, 40)],
    ["followed by rubbish", (path) => appendFileSync(path, "}}")],
    ["not JSON", (path) => writeFileSync(path, "\u0000\u0001binary")],
    ["another shape", (path) => writeFileSync(path, '{"version":1,"channels":{"pooul":"text"}}')],
    ["another version", (path) => writeFileSync(path, '{"version":2,"channels":{}}')],
    ["null", (path) => writeFileSync(path, "null")],
  ])("a file that is %s is unreadable, and is kept when the channel is set anew", (_name, damage) => {
    store().set("pooul", POOUL);
    damage(file());
    const before = readFileSync(file());
    expect(store().get("pooul")).toBe("unreadable");
    expect(store().get("leshua")).toBe("unreadable");
    expect(readFileSync(file())).toEqual(before);
    store().set("pooul", POOUL);
    expect(store().get("pooul")).toEqual(POOUL);
    expect(readFileSync(join(folder, "secrets.json.damaged-1"))).toEqual(before);
  });

  it("something that cannot be read at all is unreadable, not absent, and setting refuses loudly", () => {
    mkdirSync(file());
    expect(store().get("pooul")).toBe("unreadable");
    expect(() => store().set("pooul", POOUL)).toThrow();
    expect(store().get("pooul")).toBe("unreadable");
  });
});
