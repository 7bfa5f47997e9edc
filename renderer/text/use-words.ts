// The words of the language chosen in the settings; Chinese until that is known.
import type { Fen } from "../../preload/contract/money.ts";
import { readNow } from "../now.ts";
import { useTill } from "../till.ts";
import { en } from "./en.ts";
import { moment, shortMoment, spokenYuan, yuan } from "./format.ts";
import { type Words, zhCn } from "./zh-cn.ts";

const LANGUAGES = { "zh-CN": zhCn, en } as const;

export const useLanguage = () => useTill((till) => till.state?.settings.language ?? "zh-CN");
export const wordsIn = (language: keyof typeof LANGUAGES): Words => LANGUAGES[language];
export const useWords = (): Words => LANGUAGES[useLanguage()];

type Told = (at: number) => string;

/** How a moment is told that need not be of today; the second without seconds. */
export const useMoment = (): Told => {
  const language = useLanguage();
  return (at) => moment(at, readNow(), language);
};
export const useShortMoment = (): Told => {
  const language = useLanguage();
  return (at) => shortMoment(at, readNow(), language);
};

/** How a screen reader says an amount. */
export const useSpoken = (): ((amount: Fen) => string) => (useLanguage() === "zh-CN" ? spokenYuan : yuan);
