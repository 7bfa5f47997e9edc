// The door without a window: the verbs of the command line. JSON on the last line of standard output, logs on
// standard error, an exit code that says how the payment stands.
import { readFileSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// A command is short, so what it loads is kept compiled. Beside the packages and not in the system's temporary folder:
// whoever can write there could run code here.
enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/cashier-cli", import.meta.url)));
const { runCommand } = await import("./command/run.ts");
const { readInput, writeLine } = await import("./command/streams.ts");
const { keepToOurselves } = await import("./host/folder.ts");
const { fileKeyBox } = await import("./host/secrets.ts");
const { forkService } = await import("./host/service.ts");
const { systemIds } = await import("./ids.ts");

keepToOurselves();
const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopping.abort());

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

const code = await runCommand(process.argv.slice(2), {
  env: process.env,
  version,
  readStdin: () => readInput(process.stdin, stopping.signal),
  stdout: (line) => writeLine(process.stdout, line),
  stderr: (line) => writeLine(process.stderr, line),
  secretsFor: (folder) => fileKeyBox(folder, systemIds),
  devices: forkService(fileURLToPath(new URL("devices/process.ts", import.meta.url))),
  stopping: stopping.signal,
});
// A request that is still under way must not keep the process: it is on disk, and `recover` asks about it.
process.exit(code);
