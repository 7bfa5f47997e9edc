// Takes the lock named on the command line and holds it until this process is killed. Run by lock.test.ts.
import { writeSync } from "node:fs";
import { lockFolder } from "../../main/store/open.ts";

const lock = lockFolder(process.argv[2] ?? "");
writeSync(1, lock.ok ? "locked\n" : `${lock.failure.code}\n`);
setInterval(() => {}, 60_000);
