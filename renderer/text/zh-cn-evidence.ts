// Chinese lines of the evidence list: one for each kind of event. What the channel said is never called final
// before it is, and an answer that did not come is never called a failure.

/** What an event carries; a line uses what it needs. */
export type LineParams = {
  /** The number of the question, 0 when the answer came unasked. */
  readonly asked: number;
  /** The short words for the reason. */
  readonly reason: string | undefined;
  readonly raw: string | undefined;
  /** Formatted, with its sign. */
  readonly amount: string | undefined;
  /** Cash handed over. */
  readonly given: string | undefined;
  /** Last four of the channel's own number. */
  readonly channelTail: string | undefined;
  readonly channel: string;
  readonly by: string | undefined;
  /** It came unasked. */
  readonly isNotice: boolean;
  /** What a person wrote down with it: the console's number, a note. */
  readonly written: string | undefined;
  readonly isQr: boolean;
  /** By a way without a pay code. */
  readonly isMode: boolean;
  /** Whether a cancel was already under way. */
  readonly isCancelling: boolean;
  /** From here on only a person can end it. */
  readonly isForPerson: boolean;
  /** Of a refund: it had been sent before. */
  readonly isAgain: boolean;
  /** It ended before anything was sent. */
  readonly wasNeverSent: boolean;
};
export type Line = { readonly title: string; readonly note?: string };
export type LineWords = Readonly<Record<string, (params: LineParams) => Line>>;

/** A note is left out when there is nothing to say. */
export const line = (title: string, note?: string): Line => (note === undefined ? { title } : { title, note });

/** Who wrote it down and what it refers to. */
export const signed = (by: string | undefined, written: string | undefined): string | undefined =>
  by !== undefined && written !== undefined ? `${by}：${written}` : (by ?? written);

export const attemptLinesZh: LineWords = {
  created: () => line("记入本机账本", "先记账，再发请求"),
  send: ({ isQr, channel }) => line(isQr ? `向通道要二维码 ${channel}` : `发给通道 ${channel}`),
  awaiting: ({ asked, isQr, isMode, isCancelling, raw }) => {
    if (isCancelling) return line("撤单前再问：还没付", raw);
    if (isMode) return asked === 0 ? line("通道：收下了，还没有结果", raw) : line(`问第 ${asked} 次：还没有结果`);
    if (isQr) return asked === 0 ? line("拿到二维码，等顾客扫") : line(`问第 ${asked} 次：未支付`);
    return asked === 0 ? line("通道：等顾客输密码", raw) : line(`问第 ${asked} 次：还在输`);
  },
  paid: ({ asked, amount, channelTail, isNotice }) =>
    line(
      asked === 0
        ? `${isNotice ? "通道来通知" : "通道"}：已支付 ${amount ?? ""}`.trimEnd()
        : `问第 ${asked} 次：已支付 ${amount ?? ""}`.trimEnd(),
      channelTail === undefined ? "单号、金额核对一致" : `单号、金额一致，通道尾号 ${channelTail}`,
    ),
  declined: ({ asked, reason, raw }) =>
    line(asked === 0 ? `通道：${reason ?? "没有收"}` : `问第 ${asked} 次：${reason ?? "没有收"}`, raw),
  unknown: ({ asked, reason, isCancelling }) => {
    if (isCancelling && asked === 0) return line("撤单没有答复", "不能证明没付，所以不能重收");
    return line(asked === 0 ? "没等到结论" : `问第 ${asked} 次：没有结论`, reason && `${reason}，还不算结论`);
  },
  unpaid: ({ asked, reason }) =>
    line(
      asked === 0 ? "通道：说没付" : `问第 ${asked} 次：说没付`,
      reason ? `${reason}，还要再证实一次` : "还要再证实一次",
    ),
  restart: ({ wasNeverSent }) =>
    wasNeverSent ? line("没有发出，作废") : line("收银台重新打开", "只去问通道，不会再收一次"),
  stop: ({ by, wasNeverSent }) => {
    if (wasNeverSent) return line("没有发出，作废");
    return line("要求停止这笔", by === undefined ? "先问一次，没付才撤单" : `${by}，先问一次，没付才撤单`);
  },
  spent: ({ isForPerson }) =>
    isForPerson ? line("一直没有证实撤成", "转店长核对") : line("等的时间到了", "先问一次，没付才撤单"),
  cancel: () => line("撤单发给通道", "防止晚到账"),
  cancelled: ({ raw, wasNeverSent }) =>
    wasNeverSent ? line("连不上通道，没有发出", raw) : line("撤单成功，确认没付", raw),
  review: ({ reason }) => line("转店长核对", reason),
  cash: ({ amount, given }) =>
    line(`收到现金 ${amount ?? ""}`.trimEnd(), given === undefined ? "收银员点过" : `收银员点过，顾客给了 ${given}`),
  late_mismatch: ({ amount }) => line(`撤销后到账，金额不对 ${amount ?? ""}`.trimEnd(), "请找店长"),
  late_paid: ({ amount, asked, isNotice }) => {
    const how = isNotice ? "通道来通知" : asked > 0 ? `问第 ${asked} 次` : "通道";
    return line(`${how}：撤销后又到账 ${amount ?? ""}`.trimEnd(), "请找店长");
  },
  resolved_paid: ({ by, written }) => line("店长记录：通道后台已收", signed(by, written)),
  resolved_unpaid: ({ by, written }) => line("店长记录：通道后台没收", signed(by, written)),
  refund_differs: ({ amount }) => line(`通道的退款合计 ${amount ?? ""} 比本机多`, "请找店长核对"),
  settle_exception: ({ by, written }) => line("异常已处理", signed(by, written)),
};

export const refundLinesZh: LineWords = {
  requested: ({ amount }) => line(`退款记入账本 ${amount ?? ""}`.trimEnd(), "先记账，再发请求"),
  send: ({ channel, isAgain }) =>
    isAgain ? line(`退款再发给通道 ${channel}`, "同一退款号，不会退两次") : line(`退款发给通道 ${channel}`),
  restart: ({ wasNeverSent }) =>
    wasNeverSent ? line("退款没有发出，作废", "钱没有出去") : line("收银台重新打开", "用同一退款号去问"),
  processing: ({ asked }) => line(asked === 0 ? "通道受理了退款，还没到账" : `退款问第 ${asked} 次：还没到账`),
  unknown: ({ reason }) => line("退款没有结论", reason && `${reason}，用同一退款号再问`),
  refunded: ({ amount }) => line(`通道确认已退 ${amount ?? ""}`.trimEnd()),
  handed_back: ({ amount }) => line(`现金已退给顾客 ${amount ?? ""}`.trimEnd()),
  late_refunded: ({ amount }) => line(`先说没退，后来查到已退 ${amount ?? ""}`.trimEnd(), "以通道为准"),
  refused: ({ reason }) => line("退款没退成，钱没有出去", reason),
  resolved_refunded: ({ by, written }) => line("店长记录：通道后台已退", signed(by, written)),
  resolved_refused: ({ by, written }) => line("店长记录：通道后台没退", signed(by, written)),
  let_go: ({ by, written }) => line("没退成的这笔已处理", signed(by, written)),
};

export const otherLineZh = ({ kind }: { readonly kind: string }): Line => line("记了一件事", kind);
