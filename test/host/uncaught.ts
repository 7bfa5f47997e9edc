// A door's process with something that nobody caught, for last-resort.test.ts: "rejects" or "throws".
import { writeSync } from "node:fs";
import { catchTheRest } from "../../main/host/last-resort.ts";
import { openLog } from "../../main/log.ts";

catchTheRest(openLog("warn"), (code) => process.exit(code));
const error = new RangeError("134567890123456789");
if (process.argv[2] === "throws")
  setImmediate(() => {
    throw error;
  });
else void Promise.reject(error);
setTimeout(() => writeSync(1, "goes on"), 50);
