// Where the receiver listens. Off unless somebody switched it on; kept in the real book under one key.
import { isIP } from "node:net";
import { z } from "zod";
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { Reader, Store } from "../store/open.ts";
import { readSetting, writeSetting } from "../store/settings.ts";

const KEY = "notices";

export const noticeSettings = z.strictObject({
  enabled: z.boolean(),
  /** An address of this machine, as a number: 127.0.0.1 behind a proxy of the shop, 0.0.0.0 for every one of them. */
  host: z.string().refine((text) => isIP(text) !== 0),
  /** 0: any free one. */
  port: z.number().int().min(0).max(65_535),
});
export type NoticeSettings = z.infer<typeof noticeSettings>;

/** The settings; "unreadable" when what is stored is none, which then means off. */
export function readNoticeSettings(read: Reader): NoticeSettings | null | "unreadable" {
  const stored = readSetting(read, KEY);
  if (stored === undefined) return null;
  const checked = noticeSettings.safeParse(stored);
  return checked.success ? checked.data : "unreadable";
}

/** Checks and keeps the settings; they hold from the next start. Failures: bad_input, with the field's name. */
export function keepNoticeSettings(store: Store, settings: unknown, at: number): Result<null> {
  const checked = noticeSettings.safeParse(settings);
  if (!checked.success) return fail("bad_input", checked.error.issues[0]?.path.join("."), "manager");
  store.write((tx) => writeSetting(tx, KEY, checked.data, at));
  return ok(null);
}
