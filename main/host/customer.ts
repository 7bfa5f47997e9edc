// Opens the customer's display when the settings say so and closes it when they no longer do, and tells the till what became
// of it. Without a second screen, or when its window cannot be opened, everything else works on.
import type { CustomerWindowState } from "../../preload/contract/customer.ts";
import type { TillSide } from "../ipc/events.ts";
import type { Log } from "../log.ts";
import type { CustomerScreen } from "./host.ts";

export type CustomerWindow = { close(): Promise<void> };

/** `open`: the door's own way to open the window. Call once the till's window stands. */
export function followCustomer(
  till: TillSide & { customerWindowIs(now: CustomerWindowState): void },
  open: () => Promise<CustomerScreen>,
  log: Log,
): CustomerWindow {
  let window: CustomerScreen | null = null;
  let wanted = false;
  let isClosed = false;
  let turn = Promise.resolve();

  const failed = (error: unknown) => log.error("customer_window", error);
  const tell = (opened: CustomerScreen) => {
    if (window === opened) till.customerWindowIs(opened.isOnOnlyScreen() ? "one_screen" : "open");
  };
  const gone = (opened: CustomerScreen, end: "closed" | "crashed") => {
    if (window !== opened) return;
    window = null;
    till.customerWindowIs(end === "closed" ? "closed" : "not_open");
    // Somebody closed it: it stays closed until the settings open it again.
    if (end === "closed" && wanted && !isClosed) void switchOff(till).catch(failed);
  };

  const settle = async () => {
    if (wanted && !isClosed && window === null) {
      const opened = await open();
      window = opened;
      tell(opened);
      opened.onScreens(() => tell(opened));
      void opened.closed.then((end) => gone(opened, end));
    } else if (!wanted || isClosed) {
      const old = window;
      window = null;
      till.customerWindowIs("closed");
      await old?.close();
    }
  };
  const notOpened = (error: unknown) => {
    failed(error);
    if (wanted && window === null) till.customerWindowIs("not_open");
  };
  const follow = (on: boolean) => {
    if (on === wanted) return;
    wanted = on;
    turn = turn.then(settle).catch(notOpened);
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
