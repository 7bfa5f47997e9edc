// The numbers of one order, in words. What is not known has no line.
import { groupNumber } from "../../../preload/contract/ids.ts";
import type { OrderDetail } from "../../../preload/contract/views.ts";
import { cls } from "../../class-names.ts";
import { timeOf, yuan } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import type { Words } from "../../text/zh-cn.ts";
import css from "./drawer.module.css";

type Field = { readonly label: string; readonly value: string | null };

function wayOf(words: Words, { wallet, method, codeTail }: OrderDetail["attempt"]): string {
  const parts = [
    wallet === null ? words.unknownWallet : words.wallets[wallet],
    method === "qr" ? words.methods.qr : null,
    codeTail === null ? null : words.collect.codeTail({ text: codeTail }),
  ];
  return parts.filter((part) => part !== null).join("　");
}

export function DrawerFields({ detail }: { readonly detail: OrderDetail }) {
  const words = useWords();
  const { orders } = words;
  const { attempt } = detail;
  const isSettled = attempt.verdict === "release";
  const fields: readonly Field[] = [
    { label: orders.method, value: wayOf(words, attempt) },
    { label: orders.order, value: groupNumber(attempt.order) },
    { label: orders.madeAt, value: timeOf(attempt.createdAt) },
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
