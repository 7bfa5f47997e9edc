// A devices process: native parts of HID and serial run here and nowhere else, so that their crash ends this process
// and never the till. It keeps nothing: the till tells it anew at each start what to open.
import { systemClock } from "../clock.ts";
import { openParentWire } from "../host/service-side.ts";
import { systemGuns } from "../scan/system-guns.ts";
import { serveDevices } from "./serve.ts";

const wire = openParentWire();
// Ctrl-C at a terminal reaches every process of it; only the till's end is this one's end.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
wire.onClosed(() => process.exit(0));

const { bug } = serveDevices(wire, systemGuns(systemClock), systemClock);
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => {
    bug(error);
    // What is left may be half open. Leave by a turn of the loop, so that the message is on its way.
    setImmediate(() => process.exit(70));
  });
}
