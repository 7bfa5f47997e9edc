// A service process of the till, as the doors start it: `fork` here, Electron's utilityProcess in host/electron.
// It carries messages of any shape; whoever hears one checks it.
import { fork } from "node:child_process";

export type ServiceProcess = {
  /** Dropped when the process is gone. */
  send(message: unknown): void;
  /** One listener; set before the process can have said anything. */
  onMessage(listener: (message: unknown) => void): void;
  /** Resolves once the process is gone, however it ended. */
  readonly ended: Promise<void>;
  kill(): void;
};

export type StartService = () => ServiceProcess;

/**
 * Node's own child process, of the node that runs this one. Its output goes nowhere: what a native library prints may
 * be a scanned code. It ends by itself when this process does.
 */
export function forkService(entry: string): StartService {
  return () => {
    const child = fork(entry, [], {
      execArgv: [],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      serialization: "json",
      detached: false,
    });
    const ended = new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
      // A process that could not be started has no exit.
      child.once("error", () => {
        if (child.pid === undefined) resolve();
      });
    });
    child.on("error", () => {});
    return {
      send(message) {
        if (!child.connected || typeof message !== "object" || message === null) return;
        child.send(message, () => {});
      },
      onMessage: (listener) => void child.on("message", listener),
      ended,
      kill: () => void child.kill("SIGKILL"),
    };
  };
}
