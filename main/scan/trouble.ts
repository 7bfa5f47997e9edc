// Reads from the system's words why a scanner could not be opened. Pure; the words are those of libuv, serialport and
// hidapi on Linux, macOS and Windows.
import type { GunTrouble } from "../../preload/contract/scanners.ts";

const RULES: readonly { readonly words: RegExp; readonly trouble: GunTrouble }[] = [
  {
    words: /cannot lock|temporarily unavailable|resource busy|\bEBUSY\b|\bEAGAIN\b|sharing violation/i,
    trouble: "in_use",
  },
  { words: /permission denied|\bEACCES\b|\bEPERM\b|not permitted/i, trouble: "no_permission" },
  { words: /no such (file|device)|file not found|\bENOENT\b|\bENXIO\b|\bENODEV\b|is gone/i, trouble: "not_there" },
];

/** On Windows a port that another program has open answers "Access denied". */
export function troubleOf(reason: string, platform: NodeJS.Platform): GunTrouble {
  if (platform === "win32" && /access.*denied/i.test(reason)) return "in_use";
  return RULES.find((rule) => rule.words.test(reason))?.trouble ?? "cannot_open";
}
