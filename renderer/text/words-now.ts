// The words of the language chosen in the settings, outside of a component: for a text that is written down as it is.
import { useTill } from "../till.ts";
import { en } from "./en.ts";
import { type Words, zhCn } from "./zh-cn.ts";

export const wordsNow = (): Words => (useTill.getState().state?.settings.language === "en" ? en : zhCn);
