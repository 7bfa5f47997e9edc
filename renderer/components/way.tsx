// How a payment was made: the wallet's tile and name. The tile is for the eye only.
import type { Wallet } from "../../preload/contract/status.ts";
import { cls } from "../class-names.ts";
import { useWords } from "../text/use-words.ts";
import css from "./way.module.css";

export const Tile = ({ wallet }: { readonly wallet: Wallet | null }) => {
  const words = useWords();
  return (
    <span className={cls(css.tile)} aria-hidden="true">
      {wallet === null ? "?" : words.tiles[wallet]}
    </span>
  );
};

export function Way({ wallet }: { readonly wallet: Wallet | null }) {
  const words = useWords();
  return (
    <span className={cls(css.way)}>
      <Tile wallet={wallet} />
      <span>{wallet === null ? words.unknownWallet : words.wallets[wallet]}</span>
    </span>
  );
}
