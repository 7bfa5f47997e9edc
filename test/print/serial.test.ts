// A printer on a real serial line (a pty), by itself and through the devices process: it is heard, proves its paper, and
// is waited for while it is unplugged.
import { resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../main/clock.ts";
import { openPrinterWires } from "../../main/devices/printers.ts";
import { type ServiceProcess, forkService } from "../../main/host/service.ts";
import { openPrints } from "../../main/print/open-prints.ts";
import { openDesk } from "../support/flow-desk.ts";
import { openPty, ptyMissing, withPty } from "../support/pty.ts";
import { NO_LOG, configFor, openPeer, printedNumbers, printsOn, sellIn, until } from "./shop.ts";

/** A printer of the narrow paper at the far end of a serial line. */
async function openLine() {
  const [pty, peer] = [await openPty(), await openPeer()];
  onTestFinished(() => pty.close());
  const take = peer.wire((bytes) => void pty.write(bytes).catch(() => {}));
  pty.onReceived(take);
  const config = configFor({ kind: "serial", path: pty.path, baudRate: 115_200, flow: "none" });
  return { pty, peer, config };
}

describe.skipIf(ptyMissing !== null)("a printer on a serial line", () => {
  test(withPty("is heard, and each receipt on it is proved"), async () => {
    const { peer, config } = await openLine();
    const desk = openDesk();
    const prints = printsOn(desk.store);
    prints.save("front", config);
    prints.start();
    const numbers = [sellIn(desk), sellIn(desk)];
    prints.wake();
    await until(
      () => prints.jobs(9).every(({ status }) => status === "proved"),
      () => prints.jobs(9),
    );
    expect(printedNumbers(peer)).toEqual(numbers);
    expect(peer.paper.problems).toEqual([]);
    expect(prints.printers()[0]).toMatchObject({ status: "online", talks: true });
    peer.mend({ paper: "out" });
    sellIn(desk);
    prints.wake();
    await until(
      () => prints.printers()[0]?.status === "out_of_paper",
      () => prints.printers(),
    );
  });

  test(withPty("prints through the devices process, whose death leaves what was on the way uncertain"), async () => {
    const { pty, peer, config } = await openLine();
    const desk = openDesk();
    const processes: ServiceProcess[] = [];
    const fork = forkService(resolve(import.meta.dirname, "../../main/devices/process.ts"));
    const start = () => {
      const process = fork();
      processes.push(process);
      return process;
    };
    const parts = { clock: systemClock, log: NO_LOG };
    const wires = openPrinterWires({ ...parts, start });
    const prints = openPrints({ ...parts, store: desk.store, wire: wires.transport, closed: wires.close });
    onTestFinished(() => prints.close());
    prints.save("front", config);
    prints.start();
    const statuses = () => prints.jobs(9).map(({ status }) => status);
    const first = sellIn(desk);
    prints.wake();
    await until(() => statuses()[0] === "proved", statuses);

    // Its cutter stands still: the receipt is sent, its proof is not there.
    peer.script.slowMs = 3_000;
    const second = sellIn(desk);
    prints.wake();
    await until(() => pty.received().includes(Buffer.from([0x1d, 0x72, 0x01]), 900) && statuses()[0] === "sending");
    processes.at(-1)?.kill();
    await until(() => statuses()[0] === "uncertain", statuses);
    peer.script.slowMs = 0;
    const third = sellIn(desk);
    prints.wake();
    await until(() => statuses()[0] === "proved", statuses, 20_000);
    expect(statuses()).toEqual(["proved", "uncertain", "proved"]);
    expect(prints.jobs(9)[1]).toMatchObject({ reason: "broken_connection", reprint: 0 });
    expect(processes).toHaveLength(2);
    // Whatever of the second came out, it came out once.
    expect(printedNumbers(peer).filter((number) => number !== second)).toEqual([first, third]);
    expect(printedNumbers(peer).length).toBeLessThanOrEqual(3);
  });

  test(withPty("that is unplugged is waited for, and prints when it is back"), async () => {
    const { pty, peer, config } = await openLine();
    await pty.unplug();
    const desk = openDesk();
    const prints = printsOn(desk.store);
    prints.save("front", config);
    prints.start();
    const number = sellIn(desk);
    prints.wake();
    await until(
      () => prints.printers()[0]?.status === "offline",
      () => prints.printers(),
    );
    await pty.plug();
    await until(
      () => prints.jobs(1)[0]?.status === "proved",
      () => prints.jobs(1),
    );
    expect(printedNumbers(peer)).toEqual([number]);
  });
});
