// The system's own printing as a transport: a receipt goes to it as a page with a picture, and comes back as nothing, so
// it is handed over and never proved. Without a window there is none, and the job waits.
import { z } from "zod";
import type { Paper } from "../../preload/contract/printing.ts";
import type { SystemPage, SystemPrinting } from "../host/host.ts";
import { pictureOf } from "./bytes.ts";
import { CannotReach, type Link, LinkBroken, type Transport } from "./link.ts";

/** Who prints for the system now. */
export type SystemDesk = { now: SystemPrinting | null };

const mm = z.number().positive();
const page = z.object({ svg: z.string(), pictureMm: mm, widthMm: mm, heightMm: mm });

/** Receipt printers have 203 dots per inch: 8 per millimetre. */
const DOTS_PER_MM = 8;
/** What a tear-off edge needs below the last line. */
const FOOT_MM = 8;
const SIZE = /^<svg width="(\d+)px" height="(\d+)px"/;

/** A receipt as the bytes this transport takes. */
export function encodePage(markup: string, paper: Paper): Uint8Array {
  const svg = pictureOf(markup, paper);
  const [, width, height] = SIZE.exec(svg) ?? [];
  const made: SystemPage = page.parse({
    svg,
    pictureMm: Number(width) / DOTS_PER_MM,
    widthMm: paper,
    heightMm: Math.ceil(Number(height) / DOTS_PER_MM) + FOOT_MM,
  });
  return Buffer.from(JSON.stringify(made));
}

export const systemTransport = (desk: SystemDesk, printer: string): Transport => ({
  canHear: false,
  async open() {
    const printing = desk.now;
    if (printing === null) throw new CannotReach("no window");
    const isThere = printer === "" || (await namesOf(printing)).includes(printer);
    if (!isThere) throw new CannotReach("no such printer");
    return linkOf(printing, printer);
  },
});

/** The printers that can be named; none when the system does not say. */
export const namesOf = (printing: SystemPrinting): Promise<readonly string[]> =>
  printing.printers().catch((): readonly string[] => []);

function linkOf(printing: SystemPrinting, printer: string): Link {
  const state = { isOpen: true };
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const close = async (): Promise<void> => {
    state.isOpen = false;
    resolve();
  };
  return {
    get isOpen() {
      return state.isOpen;
    },
    async write(bytes) {
      const sent = page.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
      const isTaken = await printing.print(sent, printer).catch(() => false);
      if (isTaken) return;
      await close();
      throw new LinkBroken("the system did not take the page");
    },
    onBytes: () => {},
    ended,
    close,
  };
}
