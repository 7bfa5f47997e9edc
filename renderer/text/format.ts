// How times, amounts and numbers are read on the screen and by a screen reader. Pure.
import { dayOf } from "../now.ts";
import { type Fen, fenToYuan, formatYuan } from "../../preload/contract/money.ts";

export const yuan = (amount: Fen): string => `¥${formatYuan(amount)}`;

const clock = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...options });
const withSeconds = clock({ second: "2-digit" });
const withoutSeconds = clock({});

/** 14:32:06 */
export const timeOf = (at: number): string => withSeconds.format(at);
/** 14:32 */
export const shortTime = (at: number): string => withoutSeconds.format(at);

const dated = { "zh-CN": dateClock("zh-CN"), en: dateClock("en") };
function dateClock(language: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, {
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}

/** 11/21 14:32 */
export const dateAndTime = (at: number, language: "zh-CN" | "en"): string => dated[language].format(at);

type Language = keyof typeof dated;
type Parts = Intl.DateTimeFormatOptions;
const DAY: Parts = { month: "2-digit", day: "2-digit" };
const MINUTES: Parts = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const made = new Map<string, Intl.DateTimeFormat>();

function write(at: number, language: Language, parts: Parts): string {
  const key = `${language} ${JSON.stringify(parts)}`;
  const format = made.get(key) ?? new Intl.DateTimeFormat(language, parts);
  made.set(key, format);
  return format.format(at);
}

export const isSameYear = (a: number, b: number): boolean => dayOf(a).slice(0, 4) === dayOf(b).slice(0, 4);
const yearOf = (at: number, now: number, year: "numeric" | "2-digit"): Parts => (isSameYear(at, now) ? {} : { year });

/** 14:32:06 of today; 11/20 14:32:06 of another day, with the year where that is another one. */
export function moment(at: number, now: number, language: Language): string {
  if (dayOf(at) === dayOf(now)) return timeOf(at);
  return write(at, language, { ...yearOf(at, now, "numeric"), ...DAY, ...MINUTES, second: "2-digit" });
}

/** The same without seconds. */
export function shortMoment(at: number, now: number, language: Language): string {
  if (dayOf(at) === dayOf(now)) return shortTime(at);
  return write(at, language, { ...yearOf(at, now, "numeric"), ...DAY, ...MINUTES });
}

/** Where there is no room for more: 11/20, or 25/11/20 of another year. */
export const shortDay = (at: number, now: number, language: Language): string =>
  write(at, language, { ...yearOf(at, now, "2-digit"), ...DAY });

/** 2025/11/20 */
export const fullDay = (at: number, language: Language): string => write(at, language, { year: "numeric", ...DAY });

/** 1:24 */
export function countDown(seconds: number): string {
  const rest = String(seconds % 60).padStart(2, "0");
  return `${Math.floor(seconds / 60)}:${rest}`;
}

const DIGITS = "零一二三四五六七八九";
const UNITS = ["", "十", "百", "千"];

/** Up to four digits: 1005 -> 一千零五. */
function readGroup(value: number): string {
  const digits = String(value);
  let text = "";
  let zero = false;
  for (const [index, digit] of [...digits].entries()) {
    if (digit === "0") {
      zero = true;
      continue;
    }
    if (zero && text !== "") text += "零";
    zero = false;
    text += DIGITS.charAt(Number(digit)) + (UNITS[digits.length - 1 - index] ?? "");
  }
  return text.replace(/^一十/, "十");
}

/** 10005 -> 一万零五; below a hundred million, which no sale reaches. */
function readWhole(value: number): string {
  if (value === 0) return "零";
  const high = Math.floor(value / 10_000);
  const low = value % 10_000;
  if (high === 0) return readGroup(low);
  const join = low > 0 && low < 1000 ? "零" : "";
  return `${readGroup(high)}万${join}${low > 0 ? readGroup(low).replace(/^十/, "一十") : ""}`;
}

/** 一百元零五分: as it is said aloud. */
export function spokenYuan(amount: Fen): string {
  const [whole = "0", decimals = "00"] = fenToYuan(amount).split(".");
  const tenths = Number(decimals.charAt(0));
  const hundredths = Number(decimals.charAt(1));
  const head = `${readWhole(Number(whole))}元`;
  if (tenths === 0 && hundredths === 0) return head;
  if (tenths === 0) return `${head}零${DIGITS.charAt(hundredths)}分`;
  return `${head}${DIGITS.charAt(tenths)}角${hundredths === 0 ? "" : `${DIGITS.charAt(hundredths)}分`}`;
}
