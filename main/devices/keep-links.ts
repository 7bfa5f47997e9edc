// The links to printers as the devices process keeps them: opens what it is told, writes piece after piece, says what the
// printer says. Knows nothing of jobs, and forgets everything when it ends.
import type { WireTarget } from "../../preload/contract/printing.ts";
import { CannotReach, type Link, LinkBroken, type Transport } from "../print/link.ts";
import { type LinkMessage, MAX_SAID_BYTES, type ToLinks } from "./messages.ts";

type Parts = {
  transport(target: WireTarget): Transport;
  say(message: LinkMessage): void;
  bug(error: unknown): void;
};

type Kept = {
  /** Null while it is being opened. */
  link: Link | null;
  isWanted: boolean;
  /** Pieces are written one after another. */
  writing: Promise<void>;
};

const MAX_WHY = 200;

export function keepLinks({ transport, say, bug }: Parts): { take(message: ToLinks): void } {
  const links = new Map<number, Kept>();
  const over = (link: number): void => {
    if (links.delete(link)) say({ kind: "print.ended", link });
  };

  const open = async (id: number, target: WireTarget): Promise<void> => {
    const kept: Kept = { link: null, isWanted: true, writing: Promise.resolve() };
    links.set(id, kept);
    try {
      const link = await transport(target).open();
      kept.link = link;
      if (!kept.isWanted) {
        await link.close();
        return over(id);
      }
      link.onBytes((heard) => {
        const bytes = Buffer.from(heard.subarray(0, MAX_SAID_BYTES)).toString("base64");
        say({ kind: "print.said", link: id, bytes });
      });
      say({ kind: "print.opened", link: id });
      void link.ended.then(() => over(id));
    } catch (error) {
      links.delete(id);
      say({ kind: "print.unreachable", link: id, why: error instanceof Error ? error.message.slice(0, MAX_WHY) : "" });
      if (!(error instanceof CannotReach)) bug(error);
    }
  };

  const write = async (id: number, link: Link, piece: number, bytes: Uint8Array): Promise<void> => {
    try {
      // After a piece that did not get through nothing follows it: half a receipt with a hole in it is worse than half.
      if (!link.isOpen) return over(id);
      await link.write(bytes);
      say({ kind: "print.taken", link: id, piece });
    } catch (error) {
      if (!(error instanceof LinkBroken)) bug(error);
      await link.close();
      over(id);
    }
  };

  return {
    take(message) {
      if (message.kind === "print.open") return void open(message.link, message.target).catch(bug);
      const { link: id } = message;
      const kept = links.get(id);
      if (!kept) return say({ kind: "print.ended", link: id });
      const { link } = kept;
      if (message.kind === "print.close") {
        kept.isWanted = false;
        if (link) void link.close().then(() => over(id), bug);
        return;
      }
      if (link === null) return;
      const bytes = Buffer.from(message.bytes, "base64");
      kept.writing = kept.writing.then(() => write(id, link, message.piece, bytes)).catch(bug);
    },
  };
}
