// Tells the till what happened at the bank, as channels do: early, late, more than once, with what was true then; and now
// and then somebody else tells it something that is not so.
import type { IncomingNotice } from "../../main/channel/channel.ts";
import type { ChannelName, Payment, Refund } from "./bank.ts";
import type { Draw } from "./draw.ts";
import type { Rates } from "./faults.ts";
import type { Life } from "./life.ts";
import type { Server } from "./servers/server.ts";
import type { SimTime } from "./time.ts";

export type NotifierParts = {
  readonly time: SimTime;
  readonly draw: Draw;
  server(channel: ChannelName): Server | undefined;
  rates(channel: ChannelName): Rates;
  /** The life that would hear it, if one is there. */
  life(): Life | null;
};

const MAX_TRIES = 5;

export class Notifier {
  readonly #parts: NotifierParts;

  constructor(parts: NotifierParts) {
    this.#parts = parts;
  }

  /** After a change at the bank. */
  changed(payment: Payment, refund: Refund | undefined): void {
    const { draw, rates } = this.#parts;
    const { channel, number } = payment;
    const make = this.#parts.server(channel)?.notice;
    if (!make || number === null) return;
    const rate = rates(channel);
    if (draw.chance(rate.notice_forged / 4)) this.#tell(channel, make(payment, true), draw.between(0, 40_000));
    const isNews = refund ? refund.state === "done" || refund.state === "refused" : payment.state === "paid";
    if (!isNews || !draw.chance(rate.notice_sent)) return;
    const notice = make(refund ?? payment, false);
    const copies = draw.chance(rate.notice_repeated) ? draw.between(2, 4) : 1;
    for (let i = 0; i < copies; i++) {
      const isEarly = draw.chance(rate.notice_early);
      this.#tell(channel, notice, isEarly ? draw.below(80) : draw.between(80, draw.chance(0.1) ? 600_000 : 20_000));
    }
  }

  #tell(channel: ChannelName, notice: IncomingNotice, afterMs: number, tries = 1): void {
    const { time, draw } = this.#parts;
    const again = () => {
      if (tries < MAX_TRIES) this.#tell(channel, notice, draw.between(5000, 120_000), tries + 1);
    };
    time.after(afterMs, () => {
      const life = this.#parts.life();
      if (!life?.isOpen()) return again();
      life.hear(channel, notice).then((isTaken) => {
        if (!isTaken) again();
      }, again);
    });
  }
}
