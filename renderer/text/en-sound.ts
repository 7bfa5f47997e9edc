// English words of the sound's settings.
import type { Words } from "./zh-cn.ts";

export const soundEn: Words["sound"] = {
  name: "Sound",
  kinds: { speak: "Tones and spoken amounts", tones: "Tones only", off: "Off" },
  events: { paid: "Hand over", none: "Not received", wait: "Hold, wait", scan: "Scan" },
  tryOut: "Listen",
  tryName: ({ text }) => `Listen: ${text}`,
  note: "“Hold, wait” cannot go under 30 %, so that nobody misses it. Amounts are spoken in Mandarin.",
};
