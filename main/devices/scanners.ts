// The till's scanners: the guns the settings name and those that are simply plugged in, kept by the devices process.
// This side knows their state, hands on what they hear, and leaves alone a gun whose opening crashes that process.
import type { Framing, GunSettings, GunState, OpenedGun, Port, ScannerState } from "../../preload/contract/scanners.ts";
import type { Clock } from "../clock.ts";
import type { StartService } from "../host/service.ts";
import type { Log } from "../log.ts";
import { type Devices, openDevices } from "./devices.ts";
import { type DeviceMessage, isScannerMessage, type ToDevices } from "./messages.ts";

/** One scan: which gun, and what it sent. The text may be a pay code. */
export type Heard = { readonly gun: GunState; readonly text: string };

export type Scanners = {
  /** The settings' guns from now on; those that type are the page's. */
  use(guns: readonly GunSettings[]): void;
  state(): ScannerState;
  /** Serial ports of this machine; empty while the devices process is away. */
  ports(): Promise<Port[]>;
  close(): Promise<void>;
};

export type ScannersParts = {
  /** null: no devices are wanted (the command line). */
  readonly start: StartService | null;
  readonly clock: Clock;
  readonly log: Log;
  heard(scan: Heard): void;
  changed(): void;
  learnt(gun: string, framing: Framing): void;
};

/** An opening that ended the process so often is not tried again until the settings change or the till restarts. */
const MAX_CRASHES = 3;
const PORTS_MS = 5_000;
const NOTHING: Scanners = {
  use: () => {},
  state: () => ({ status: "none", guns: [] }),
  ports: () => Promise.resolve([]),
  close: () => Promise.resolve(),
};

export function openScanners(parts: ScannersParts): Scanners {
  return parts.start === null ? NOTHING : keepScanners({ ...parts, start: parts.start });
}

function keepScanners(parts: ScannersParts & { readonly start: StartService }): Scanners {
  const { clock, log } = parts;
  const asks = new Map<number, (ports: Port[]) => void>();
  const crashes = new Map<string, number>();
  let wanted: readonly OpenedGun[] = [];
  let guns: readonly GunState[] = [];
  let opening: string | null = null;
  let isAway = false;
  let asked = 0;

  const wish = (): ToDevices => ({
    kind: "scanner.use",
    guns: [...wanted],
    avoid: [...crashes].filter(([, count]) => count >= MAX_CRASHES).map(([gun]) => gun),
  });
  const hear = (message: DeviceMessage): void => {
    if (!isScannerMessage(message)) return;
    switch (message.kind) {
      case "scanner.heard": {
        const gun = guns.find((each) => each.id === message.gun);
        if (gun) parts.heard({ gun, text: message.text });
        return;
      }
      case "scanner.state":
        isAway = false;
        guns = message.guns;
        log.info("scanners", { guns: guns.length, ready: guns.filter((gun) => gun.status === "ready").length });
        return parts.changed();
      case "scanner.learnt":
        return parts.learnt(message.gun, message.framing);
      case "scanner.opening":
        opening = message.gun;
        return;
      case "scanner.opened":
        opening = null;
        crashes.delete(message.gun);
        return;
      case "scanner.listed":
        asks.get(message.ask)?.(message.ports);
        return;
    }
  };
  const gone = (): void => {
    if (opening !== null) crashes.set(opening, (crashes.get(opening) ?? 0) + 1);
    opening = null;
    isAway = true;
    for (const answer of asks.values()) answer([]);
    parts.changed();
  };

  const devices: Devices = openDevices({ ...parts, family: { started: () => [wish()], heard: hear, gone } });
  return {
    use(next) {
      wanted = next.filter((gun): gun is OpenedGun => gun.way !== "wedge");
      crashes.clear();
      devices.send(wish());
    },
    state: () => ({ status: statusOf(guns, wanted, isAway), guns: isAway ? guns.map(away) : [...guns] }),
    async ports() {
      const ask = ++asked;
      const { promise, resolve } = Promise.withResolvers<Port[]>();
      asks.set(ask, resolve);
      devices.send({ kind: "scanner.list", ask });
      const waiting = new AbortController();
      const late = clock.sleep(devices.isRunning ? PORTS_MS : 0, waiting.signal).then((): Port[] => []);
      const ports = await Promise.race([promise, late]);
      waiting.abort();
      asks.delete(ask);
      return ports;
    },
    close: () => devices.close(),
  };
}

const away = (gun: GunState): GunState => (gun.status === "ready" ? { ...gun, status: "lost" } : gun);

/** One word for all guns: a gun the shop counts on that is not heard is worth a warning. */
function statusOf(guns: readonly GunState[], wanted: readonly OpenedGun[], isAway: boolean): ScannerState["status"] {
  const isReady = guns.some((gun) => gun.status === "ready");
  const lost = guns.filter((gun) => gun.status === "lost");
  if (isAway) return isReady || lost.length > 0 || wanted.length > 0 ? "restarting" : "none";
  const isMissed = lost.some((gun) => wanted.some((setting) => setting.id === gun.id));
  if (isMissed || (lost.length > 0 && !isReady)) return "lost";
  if (isReady) return "ready";
  return wanted.some((gun) => gun.way === "serial" && gun.isOn) ? "lost" : "none";
}
