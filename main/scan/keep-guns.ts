// Keeps every scanner of this machine open: HID guns by themselves as they are plugged in, serial ones where the
// settings say. Runs in the devices process. One gun's trouble is never another's.
import type { HidGunSettings, OpenedGun, Port, SerialGun } from "../../preload/contract/scanners.ts";
import type { GunAccess, GunListener } from "./gun-access.ts";
import { HidKeeper } from "./keep-hid.ts";
import { keepSerial } from "./keep-serial.ts";

export type Guns = {
  /** `avoid`: HID guns that must not be opened. */
  use(guns: readonly OpenedGun[], avoid: readonly string[]): void;
  ports(): Promise<Port[]>;
  close(): Promise<void>;
};

export function keepGuns(access: GunAccess, listener: GunListener): Guns {
  let told = "";
  const changed = (): void => {
    const guns = [...hid.states(), ...serial.states()];
    const text = JSON.stringify(guns);
    if (text === told) return;
    told = text;
    listener.changed(guns);
  };
  const hid = new HidKeeper(access, listener, changed);
  const serial = keepSerial(access, listener, changed);
  return {
    use(guns, avoid) {
      hid.use(
        guns.filter((gun): gun is HidGunSettings => gun.way === "hid"),
        new Set(avoid),
      );
      serial.use(guns.filter((gun): gun is SerialGun => gun.way === "serial"));
      changed();
    },
    ports: () => access.listPorts(),
    async close() {
      await Promise.all([hid.close(), serial.close()]);
    },
  };
}
