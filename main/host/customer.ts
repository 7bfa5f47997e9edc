// Opens the customer's display when the settings say so and closes it when they no longer do. Without a second screen,
// or when its window cannot be opened, everything else works on.
import type { TillSide } from "../ipc/events.ts";
import type { Log } from "../log.ts";
import type { TillWindow } from "./host.ts";

export type CustomerWindow = { close(): Promise<void> };

/** `open`: the door's own way to open the window. Call once the till's window stands. */
export function followCustomer(till: TillSide, open: () => Promise<TillWindow>, log: Log): CustomerWindow {
  let window: TillWindow | null = null;
  let wanted = false;
  let isClosed = false;
  let turn = Promise.resolve();

  const failed = (error: unknown) => log.error("customer_window", error);

  const settle = async () => {
    if (wanted && !isClosed && window === null) {
      const opened = await open();
      window = opened;
      void opened.closed.then(() => {
        if (window === opened) window = null;
        // Somebody closed it: it stays closed until the settings open it again.
        if (wanted && !isClosed) void switchOff(till).catch(failed);
      });
    } else if ((!wanted || isClosed) && window !== null) {
      const old = window;
      window = null;
      await old.close();
    }
  };
  const follow = (on: boolean) => {
    if (on === wanted) return;
    wanted = on;
    turn = turn.then(settle).catch(failed);
  };
  const stop = till.listen((event) => {
    if (event.name === "till.changed") follow(event.payload.settings.customer.on);
  });
  void till.handlers["till.state"]({})
    .then((answer) => (answer.ok ? follow(answer.value.settings.customer.on) : null))
    .catch(failed);
  return {
    async close() {
      isClosed = true;
      stop();
      await turn.then(settle).catch(failed);
    },
  };
}

async function switchOff(till: TillSide): Promise<void> {
  const answer = await till.handlers["till.state"]({});
  if (answer.ok) await till.handlers["settings.set"]({ customer: { ...answer.value.settings.customer, on: false } });
}
