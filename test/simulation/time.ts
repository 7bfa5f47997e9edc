// Simulated time: what is to happen stands in a heap, and time jumps from one happening to the next once nothing runs.
// The wall clock beside it can be set to anything; waits never notice.

type Happening = { readonly atMs: number; readonly order: number; act: (() => void) | null };

/**
 * Nothing in a world waits for anything but a microtask or a happening here. Asked for from within a microtask, the next tick
 * comes when all of them are done: after this, all is idle. A turn of the event loop would say the same and costs far more.
 */
const idle = (): Promise<void> => Promise.resolve().then(() => new Promise((resolve) => process.nextTick(resolve)));

const START_WALL = Date.UTC(2026, 2, 1, 10);

export class SimTime {
  #monoMs = 0;
  #wall = START_WALL;
  #order = 0;
  /** How many happenings there have been. */
  happenings = 0;
  readonly #heap: Happening[] = [];

  now(): number {
    return this.#wall + this.#monoMs;
  }

  monotonic(): number {
    return this.#monoMs;
  }

  local(now: number): { day: string; stamp: string } {
    const iso = new Date(now).toISOString();
    return { day: iso.slice(0, 10), stamp: iso.slice(2, 19).replaceAll(/[-T:]/g, "") };
  }

  /** Somebody sets the PC's clock: the wall moves, the monotonic clock does not. */
  jump(ms: number): void {
    this.#wall += ms;
  }

  /** Does `act` in `ms`; answers how to call it off. */
  after(ms: number, act: () => void): () => void {
    const happening: Happening = { atMs: this.#monoMs + Math.max(0, Math.ceil(ms)), order: this.#order++, act };
    this.#push(happening);
    return () => {
      happening.act = null;
    };
  }

  /** Lets time pass until `ms` from now, or until `enough` says so. */
  async pass(ms: number, enough: () => boolean = () => false): Promise<void> {
    const endMs = this.#monoMs + ms;
    for (;;) {
      await idle();
      if (enough()) return;
      const next = this.#next(endMs);
      if (!next) break;
      this.#monoMs = next.atMs;
      this.happenings += 1;
      next.act?.();
    }
    this.#monoMs = endMs;
  }

  /** Lets everything run that can run now, without time passing. */
  async settle(): Promise<void> {
    await idle();
  }

  /** Jumps to the next happening, whenever it is; false when there is none. */
  async step(): Promise<boolean> {
    const next = this.#next(Number.POSITIVE_INFINITY);
    if (!next) return false;
    this.#monoMs = next.atMs;
    next.act?.();
    await idle();
    return true;
  }

  #next(endMs: number): Happening | null {
    for (;;) {
      const [first] = this.#heap;
      if (!first || first.atMs > endMs) return null;
      this.#pop();
      if (first.act) return first;
    }
  }

  #push(item: Happening): void {
    const heap = this.#heap;
    let at = heap.push(item) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      const parent = heap[up];
      if (!parent || isBefore(parent, item)) break;
      heap[at] = parent;
      at = up;
    }
    heap[at] = item;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      const [left, right] = [heap[down], heap[down + 1]];
      if (!left) break;
      if (right && isBefore(right, left)) down += 1;
      const child = heap[down];
      if (!child || isBefore(last, child)) break;
      heap[at] = child;
      at = down;
    }
    heap[at] = last;
  }
}

const isBefore = (a: Happening, b: Happening): boolean => (a.atMs === b.atMs ? a.order < b.order : a.atMs < b.atMs);
