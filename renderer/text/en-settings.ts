// English words of the settings screen.
import type { Words } from "./zh-cn.ts";

export const settingsEn: Words["settings"] = {
  title: "Settings",
  language: "Language",
  languages: { "zh-CN": "中文", en: "English" },
  theme: "Look",
  themes: { light: "Light", dark: "Dark", system: "As the system" },
  themeNote: "Counters are bright; light is recommended.",
  mode: "Training",
  modeReal: "Real money is taken now. To practise, enter training: same screens, a pretend phone, offline.",
  modeTraining: "This is training, no real money.",
  enter: "Enter training",
  leave: "Leave training, take real money",
  channel: "Channel",
  channelNone: "No channel is set up. A manager sets one up in Settings, Channels",
  can: "yes",
  cannot: "no",
  abilities: {
    payCode: "Pay code",
    qr: "Customer scans",
    query: "Query",
    cancel: "Cancel",
    partial: "Partial refund",
    refund: "Refund",
  },
  version: ({ text }) => `Till ${text}`,
};
