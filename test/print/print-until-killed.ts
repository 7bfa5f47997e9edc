// Prints what waits in the book named on the command line, its wires in a devices process, until it is killed or its
// standard input ends: then it closes in order. A `k` on standard input kills the devices process. Run by kill.test.ts.
import { resolve } from "node:path";
import { systemClock } from "../../main/clock.ts";
import { openPrinterWires } from "../../main/devices/printers.ts";
import { type ServiceProcess, forkService } from "../../main/host/service.ts";
import { openLog } from "../../main/log.ts";
import { openPrints } from "../../main/print/open-prints.ts";
import { openStore } from "../../main/store/open.ts";

const opened = openStore(process.argv[2] ?? "");
if (!opened.ok) throw new Error(opened.failure.code);
const store = opened.value;
const log = openLog("silent");
const fork = forkService(resolve(import.meta.dirname, "../../main/devices/process.ts"));
let devices: ServiceProcess | null = null;
const start = () => (devices = fork());
const wires = openPrinterWires({ start, clock: systemClock, log });
const prints = openPrints({ store, clock: systemClock, log, wire: wires.transport, closed: wires.close });
prints.start();
process.stdin.on("data", () => devices?.kill());
process.stdin.once("end", () => {
  void prints.close().then(() => store.close());
});
