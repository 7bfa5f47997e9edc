// The other end of a service process: what runs in it speaks to the till through this, whichever door started it.
// Electron gives `process.parentPort`, node's fork gives `process.send`; neither needs an import.

export type ParentWire = {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The till is gone, or was never there. */
  onClosed(listener: () => void): void;
};

export function openParentWire(): ParentWire {
  return electronPort() ?? forkChannel();
}

type Port = {
  postMessage(message: unknown): void;
  on(name: "message", listener: (event: unknown) => void): unknown;
};

/** Electron ends a utility process with its parent, so there is nothing to listen for. */
function electronPort(): ParentWire | null {
  const port: unknown = Reflect.get(process, "parentPort");
  if (!isPort(port)) return null;
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) =>
      void port.on("message", (event) => {
        if (typeof event === "object" && event !== null && "data" in event) listener(event.data);
      }),
    onClosed: () => {},
  };
}

const isPort = (value: unknown): value is Port =>
  typeof value === "object" && value !== null && "postMessage" in value && "on" in value;

function forkChannel(): ParentWire {
  return {
    send(message) {
      // A callback takes the error of a channel that is just being closed; without one it would be thrown.
      if (process.connected) process.send?.(message, undefined, undefined, () => {});
    },
    onMessage: (listener) => void process.on("message", listener),
    onClosed(listener) {
      if (process.connected) process.once("disconnect", listener);
      else listener();
    },
  };
}
