// The numbers of one order, in words. What is not known has no line.
import { groupNumber } from "../../../preload/contract/ids.ts";
import { type Fen, subtractFen } from "../../../preload/contract/money.ts";
import type { OrderDetail, Settlement } from "../../../preload/contract/views.ts";
import { otherWay } from "../../components/way.tsx";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useMoment, useWords } from "../../text/use-words.ts";
import type { Words } from "../../text/zh-cn.ts";
import css from "./drawer.module.css";

type Field = { readonly label: string; readonly value: string | null };

function wayOf(words: Words, { wallet, method, codeTail, settlement }: OrderDetail["attempt"]): string {
  const other = otherWay(words, { method, settlement });
  const parts = [
    wallet === null ? other : words.wallets[wallet],
    method === "qr" ? words.methods.qr : null,
    codeTail === null ? null : words.collect.codeTail({ text: codeTail }),
  ];
  return parts.filter((part) => part !== null).join("　");
}

/** What the channel said beside the amount: vouchers, and what they change. */
function settlementFields(orders: Words["orders"], settlement: Settlement | null): readonly Field[] {
  if (settlement === null) return [];
  const sum = (amount: Fen | null) => (amount === null ? null : yuan(amount));
  return [
    ...settlement.vouchers.map((voucher) => ({
      label: orders.voucher({ text: voucher.name }),
      value: sum(voucher.amountFen) ?? voucher.name,
    })),
    { label: orders.discount, value: sum(settlement.discountFen) },
    { label: orders.payable, value: sum(settlement.payableFen) },
    { label: orders.real, value: sum(settlement.realFen) },
    { label: orders.refundMax, value: sum(settlement.refundMaxFen) },
    { label: orders.settled, value: sum(settlement.settledFen) },
    { label: orders.walletNumber, value: settlement.walletTradeNo },
    { label: orders.mode, value: settlement.modeName },
  ];
}

export function DrawerFields({ detail }: { readonly detail: OrderDetail }) {
  const words = useWords();
  const told = useMoment();
  const { orders } = words;
  const { attempt } = detail;
  const { givenFen } = attempt;
  const isSettled = attempt.status === "paid";
  const fields: readonly Field[] = [
    { label: orders.method, value: wayOf(words, attempt) },
    { label: orders.given, value: givenFen === null ? null : yuan(givenFen) },
    { label: orders.change, value: givenFen === null ? null : yuan(subtractFen(givenFen, attempt.amountFen)) },
    { label: orders.order, value: groupNumber(attempt.order) },
    { label: orders.madeAt, value: told(attempt.createdAt) },
    ...settlementFields(orders, attempt.settlement),
    { label: orders.channel, value: words.channels[attempt.channel] },
    { label: orders.channelOrder, value: attempt.channelTradeNo },
    { label: orders.reason, value: isSettled || attempt.reason === null ? null : words.reason[attempt.reason].short },
    { label: orders.said, value: isSettled ? null : attempt.raw },
    { label: orders.note, value: attempt.note },
    { label: orders.refunded, value: attempt.refundedFen > 0 ? yuan(attempt.refundedFen) : null },
    { label: orders.refundable, value: isSettled ? yuan(detail.refundableFen) : null },
  ];
  return (
    <dl className={cls(css.fields)}>
      {fields.map(({ label, value }) =>
        value === null || value === "" ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
