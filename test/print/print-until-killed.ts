// Prints what waits in the book named on the command line, until it is killed or its standard input ends: then it closes
// in order. Run by kill.test.ts.
import { systemClock } from "../../main/clock.ts";
import { openLog } from "../../main/log.ts";
import { openPrints } from "../../main/print/prints.ts";
import { openStore } from "../../main/store/open.ts";

const opened = openStore(process.argv[2] ?? "");
if (!opened.ok) throw new Error(opened.failure.code);
const store = opened.value;
const prints = openPrints({ store, clock: systemClock, log: openLog("warn") });
prints.start();
process.stdin.resume();
process.stdin.once("end", () => {
  void prints.close().then(() => store.close());
});
