// Pay modes, for a channel whose shop opens its ways to pay one by one: how they are seen, opened, ordered and found.
// Types only.
import type { PayMode } from "../../preload/contract/channels.ts";
import type { UnknownCause } from "../../preload/contract/reason.ts";
import type { Wallet } from "../../preload/contract/status.ts";

type NotKnown = { readonly kind: "unknown"; readonly cause: UnknownCause; readonly raw: string };

export type ModeList = { readonly kind: "modes"; readonly modes: readonly PayMode[] } | NotKnown;

/** - unknown: it may have been done; the list shows. */
export type ModeChange =
  | { readonly kind: "done"; readonly mode: PayMode }
  | { readonly kind: "refused"; readonly raw: string }
  | NotKnown;

export type ModeFound = { readonly kind: "found"; readonly mode: PayMode } | { readonly kind: "none" } | NotKnown;

/** - mode: a uuid, template id or name; null = the usual one of the wallet · wallet: null for a sale without a pay code */
export type ModeWanted = { readonly mode: string | null; readonly wallet: Wallet | null };

export type PayModes = {
  /** The shop's modes in its own order, then what it could still open. Changes nothing. */
  list(timeoutMs: number): Promise<ModeList>;
  /** Opens a template for the shop; a mode of it that the shop has closed is opened again, never a second one made. */
  open(templateId: string, timeoutMs: number): Promise<ModeChange>;
  /** Opens, closes or moves one mode of the shop. Throws RangeError for a uuid or an order that can be none. */
  change(
    uuid: string,
    change: { readonly isOpen?: boolean; readonly order?: number },
    timeoutMs: number,
  ): Promise<ModeChange>;
  /** The open mode a sale would go through. To be asked before anything is written down. */
  find(wanted: ModeWanted, timeoutMs: number): Promise<ModeFound>;
};
