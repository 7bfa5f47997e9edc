// How a payment was made: the wallet's tile and name, or the channel's own name for it. The tile is for the eye only.
import type { Method, Wallet } from "../../preload/contract/status.ts";
import type { AttemptView } from "../../preload/contract/views.ts";
import { cls } from "../class-names.ts";
import { useWords } from "../text/use-words.ts";
import type { Words } from "../text/zh-cn.ts";
import css from "./way.module.css";

type Paid = { readonly wallet: Wallet | null; readonly method: Method };
type Named = Paid & { readonly settlement?: AttemptView["settlement"] };

/** A way without a wallet: as the channel calls it, once it did. */
export function otherWay(words: Words, { method, settlement = null }: Omit<Named, "wallet">): string {
  if (method === "cash" || method === "mode") return settlement?.modeName ?? words.methods[method];
  return words.unknownWallet;
}

export const Tile = ({ wallet, method }: Paid) => {
  const words = useWords();
  const others: Readonly<Record<Method, string>> = {
    cash: words.cashTile,
    mode: words.payModes.tile,
    pay_code: "?",
    qr: "?",
  };
  return (
    <span className={cls(css.tile)} aria-hidden="true">
      {wallet === null ? others[method] : words.tiles[wallet]}
    </span>
  );
};

export function Way({ wallet, method, settlement = null }: Named) {
  const words = useWords();
  return (
    <span className={cls(css.way)}>
      <Tile wallet={wallet} method={method} />
      <span>{wallet === null ? otherWay(words, { method, settlement }) : words.wallets[wallet]}</span>
    </span>
  );
}
