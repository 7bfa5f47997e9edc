// The channel's way to pay that a sale names: looked for before anything is written down or sent.
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { Wallet } from "../../preload/contract/status.ts";
import type { Sale } from "./collect.ts";
import { type Flow, questionTimeoutMs } from "./flow.ts";

/** What was named is not repeated: in a muddled command it may be a pay code. */
export const noSuchMode = () => fail("mode_not_known", undefined, "cashier", "never");

/**
 * Whether the channel has the sale's mode open for this wallet (null: for a part without a code); to be asked before
 * `collect`, which asks nobody. A list that cannot be read refuses nothing: the charge reads it again, and sends nothing
 * without its mode.
 */
export async function checkMode(
  flow: Flow,
  sale: Pick<Sale, "channel" | "mode">,
  wallet: Wallet | null,
): Promise<Result<null>> {
  const channel = flow.channel(sale.channel);
  if (!channel || sale.mode === null) return ok(null);
  if (channel.modes === null) return noSuchMode();
  const wanted = { mode: sale.mode, wallet };
  const found = await channel.modes.find(wanted, questionTimeoutMs(channel.profile.payCode));
  return found.kind === "none" ? noSuchMode() : ok(null);
}
