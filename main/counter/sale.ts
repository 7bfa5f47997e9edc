// A sale as a window asks for it, and as the counter and the books take it.
import type { TradeNo } from "../../preload/contract/ids.ts";
import type { Fen } from "../../preload/contract/money.ts";
import type { ChannelId } from "../../preload/contract/status.ts";
import type { Sale } from "./goes-on.ts";

export type SaleInput = {
  readonly amountFen: Fen;
  readonly owedFen?: Fen | undefined;
  readonly note?: string | undefined;
  readonly again?: TradeNo | undefined;
  readonly channel?: ChannelId | undefined;
};

export const saleOf = ({ amountFen, owedFen, note, again, channel }: SaleInput): Sale => ({
  amountFen,
  owedFen: owedFen ?? amountFen,
  note: note ?? null,
  again: again ?? null,
  channel: channel ?? null,
});
