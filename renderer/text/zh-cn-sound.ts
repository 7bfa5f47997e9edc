// Chinese words of the sound's settings.
type Text = { readonly text: string };

export const soundZh = {
  name: "声音",
  kinds: { speak: "提示音和报金额", tones: "只要提示音", off: "关" },
  events: { paid: "放货", none: "没收到", wait: "别放货，等", scan: "扫码" },
  tryOut: "试听",
  tryName: ({ text }: Text) => `试听 ${text}`,
  note: "「别放货，等」最低 30%，免得听不见。",
};
