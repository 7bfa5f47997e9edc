// The devices process behind the Electron door: a utility process, so that a native crash is not the till's.
import { utilityProcess } from "electron";
import type { StartService } from "../service.ts";

/** Call what it answers only after `ready`. `entry` is the built file's full path. */
export function utilityService(entry: string, serviceName: string): StartService {
  return () => {
    const child = utilityProcess.fork(entry, [], { serviceName, stdio: "ignore" });
    const say = child.postMessage.bind(child);
    let isOver = false;
    const ended = new Promise<void>((resolve) => {
      child.once("exit", () => {
        isOver = true;
        resolve();
      });
    });
    return {
      send(message) {
        if (!isOver) say(message);
      },
      onMessage: (listener) => void child.on("message", (message: unknown) => listener(message)),
      ended,
      kill: () => void child.kill(),
    };
  };
}
