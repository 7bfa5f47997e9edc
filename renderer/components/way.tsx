// How a payment was made: the wallet's tile and name. The tile is for the eye only.
import type { Method, Wallet } from "../../preload/contract/status.ts";
import { cls } from "../class-names.ts";
import { useWords } from "../text/use-words.ts";
import css from "./way.module.css";

type Paid = { readonly wallet: Wallet | null; readonly method: Method };

export const Tile = ({ wallet, method }: Paid) => {
  const words = useWords();
  const other = method === "cash" ? words.cashTile : "?";
  return (
    <span className={cls(css.tile)} aria-hidden="true">
      {wallet === null ? other : words.tiles[wallet]}
    </span>
  );
};

export function Way({ wallet, method }: Paid) {
  const words = useWords();
  const other = method === "cash" ? words.methods.cash : words.unknownWallet;
  return (
    <span className={cls(css.way)}>
      <Tile wallet={wallet} method={method} />
      <span>{wallet === null ? other : words.wallets[wallet]}</span>
    </span>
  );
}
