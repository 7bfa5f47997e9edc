// Asks one printer how it is, on a link of its own and without printing anything. For support, while no worker prints.
import type { PrinterStatus } from "../../preload/contract/printing.ts";
import type { Clock } from "../clock.ts";
import { Conversation } from "./conversation.ts";
import { CannotReach, LinkBroken, type Transport } from "./link.ts";

/** `one_way`: it can be reached and says nothing, as many do. */
export type Probed = PrinterStatus | "one_way";

export async function probePrinter(transport: Transport, clock: Clock): Promise<Probed> {
  try {
    const link = await transport.open();
    const talk = new Conversation(link, clock, new AbortController().signal, () => {});
    try {
      return transport.canHear ? ((await talk.askStatus()) ?? "one_way") : "one_way";
    } finally {
      await link.close();
    }
  } catch (error) {
    if (error instanceof CannotReach || error instanceof LinkBroken) return "offline";
    throw error;
  }
}
