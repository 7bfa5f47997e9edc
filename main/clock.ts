// The only place that reads the wall clock and sets timers. Everything else is handed a Clock, so that
// the simulation can run a day in a second.

export type Clock = {
  /** Wall-clock milliseconds since 1970. May jump: for records and screens, never for waits. */
  now(): number;
  /** Milliseconds of a clock that never jumps: for waits and time spent. */
  monotonic(): number;
  /** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** The local calendar parts of a wall-clock time: yyyy-mm-dd and yyMMddHHmmss. */
  local(now: number): { day: string; stamp: string };
};

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep(ms, signal) {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, Math.max(0, Math.min(ms, 2 ** 31 - 1)));
      signal?.addEventListener("abort", done);
    });
  },
  local(now) {
    const date = new Date(now);
    const two = (value: number) => String(value).padStart(2, "0");
    const [month, dayOfMonth] = [two(date.getMonth() + 1), two(date.getDate())];
    const time = two(date.getHours()) + two(date.getMinutes()) + two(date.getSeconds());
    return {
      day: `${date.getFullYear()}-${month}-${dayOfMonth}`,
      stamp: `${two(date.getFullYear() % 100)}${month}${dayOfMonth}${time}`,
    };
  },
};
