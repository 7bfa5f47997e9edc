// The power fails at a chosen step: before a commit, after a commit, before a request leaves, or when its answer comes.
// From that step on the process is dead: nothing it tries reaches the disk or the channel any more.
import { type Store } from "../../main/store/open.ts";
import { type FlowChannel } from "./flow-channel.ts";

export class Crash extends Error {}

export class Fuse {
  /** The step that kills; Infinity = none. */
  readonly #at: number;
  steps = 0;
  dead = false;

  constructor(at: number) {
    this.#at = at;
  }

  step(): void {
    if (this.dead) throw new Crash();
    this.steps += 1;
    if (this.steps < this.#at) return;
    this.dead = true;
    throw new Crash();
  }

  alive(): void {
    if (this.dead) throw new Crash();
  }
}

export function fusedStore(store: Store, fuse: Fuse): Store {
  return {
    ...store,
    read: {
      get: (sql, ...values) => {
        fuse.alive();
        return store.read.get(sql, ...values);
      },
      all: (sql, ...values) => {
        fuse.alive();
        return store.read.all(sql, ...values);
      },
    },
    write(work) {
      fuse.step();
      const result = store.write(work);
      fuse.step();
      return result;
    },
  };
}

export function fusedChannel(channel: FlowChannel, fuse: Fuse): FlowChannel {
  const fused =
    <Input, Answer>(call: (input: Input) => Promise<Answer>) =>
    async (input: Input): Promise<Answer> => {
      fuse.step();
      const answer = await call(input);
      fuse.step();
      return answer;
    };
  return {
    ...channel,
    charge: fused(channel.charge),
    qr: channel.qr && fused(channel.qr),
    query: channel.query && fused(channel.query),
    cancel: channel.cancel && fused(channel.cancel),
    close: channel.close && fused(channel.close),
    refund: channel.refund && fused(channel.refund),
    refundQuery: channel.refundQuery && fused(channel.refundQuery),
  };
}
