// What a printer's font can show. GB18030 has four-byte characters that most printers print as rubbish, ¥ (U+00A5) among
// them, which comes out as "0 6"; emoji are in no printer's font. Pure.
import { commands } from "receiptline";

/** Stands in for a character that cannot be printed: as wide as it, and seen as a gap rather than as something else. */
export const MISSING = "〓";

const segmenter = new Intl.Segmenter("zh-CN", { granularity: "grapheme" });
/** What the generic printer is sent before a text; 0 while not asked for: the tables take a tenth of a second. */
let prefix = 0;
/** How many bytes a character has in GB18030. */
function bytesOf(char: string): number {
  prefix ||= commands.generic.text("", "gb18030").length;
  return commands.generic.text(char, "gb18030").length - prefix;
}

/**
 * The text as this printer can print it. Control and zero-width characters go; ¥ becomes ￥; emoji, and four-byte
 * characters unless the printer is known to take them, become 〓, one for each character a person sees.
 */
export function printable(text: string, fourByte: boolean): string {
  if (PLAIN.test(text)) return text;
  const plain = text.normalize().replaceAll("\u00a5", "\uffe5").replaceAll("\u00a0", " ").replaceAll("\t", " ");
  return Array.from(segmenter.segment(plain), ({ segment }) => remembered(segment, fourByte)).join("");
}

const PLAIN = /^[ -~]*$/;
/** A shop's receipts are of a few hundred characters; a flood of others must not fill the memory. */
const MAX_REMEMBERED = 5_000;
const known = { two: new Map<string, string>(), four: new Map<string, string>() };

function remembered(segment: string, fourByte: boolean): string {
  const memory = fourByte ? known.four : known.two;
  const found = memory.get(segment);
  if (found !== undefined) return found;
  if (memory.size >= MAX_REMEMBERED) memory.clear();
  const made = shown(segment, fourByte);
  memory.set(segment, made);
  return made;
}

/** Of the characters with four bytes; ★ and ♀ have two, and are in every printer. */
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;

function shown(segment: string, fourByte: boolean): string {
  const kept = segment.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Variation_Selector}]/gu, "");
  if (kept === "") return "";
  const isMissing = Array.from(kept).some(
    (char) => /\p{Cs}|\ufffd/u.test(char) || (bytesOf(char) === 4 && (!fourByte || EMOJI.test(char))),
  );
  return isMissing ? MISSING : kept;
}
