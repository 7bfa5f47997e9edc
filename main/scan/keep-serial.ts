// The serial guns of the settings, each opened, replaced and closed as they change. An open port is left alone when
// only its name changes or something was learnt about it; one that is switched off is let go.
import type { GunState, SerialGun } from "../../preload/contract/scanners.ts";
import { type GunAccess, type GunListener, newState, shownName } from "./gun-access.ts";

type Entry = { gun: SerialGun; state: GunState; handle: { close(): Promise<void> } };

/** What there is to close of a gun that is switched off. */
const SHUT: Entry["handle"] = { close: () => Promise.resolve() };

export type SerialKeeper = {
  use(guns: readonly SerialGun[]): void;
  states(): GunState[];
  close(): Promise<void>;
};

export function keepSerial(access: GunAccess, listener: GunListener, changed: () => void): SerialKeeper {
  const entries = new Map<string, Entry>();
  const closing: Promise<void>[] = [];

  const open = (gun: SerialGun): void => {
    const name = gun.name === "" ? gun.path : gun.name;
    const fresh = { ...newState({ id: gun.id, name, way: "serial" }), framing: gun.framing };
    if (!gun.isOn) {
      const state: GunState = { ...fresh, status: "off", trouble: "switched_off" };
      entries.set(gun.id, { gun, handle: SHUT, state });
      return;
    }
    const update = (change: Partial<GunState>): void => {
      if (entries.get(gun.id) !== entry) return;
      entry.state = { ...entry.state, ...change };
      changed();
    };
    const handle = access.openSerial({
      path: gun.path,
      usb: gun.usb,
      list: access.listPorts,
      baudRate: gun.baudRate,
      framing: gun.framing,
      clock: access.clock,
      hear(text) {
        if (entries.get(gun.id) === entry) listener.heard(gun.id, text);
      },
      changed(status, _detail, trouble) {
        update({ status, trouble, by: null });
        if (trouble === "in_use") void access.holder(gun.path).then((by) => update({ by }), listener.bug);
      },
      learnt(framing) {
        update({ framing });
        if (entries.get(gun.id) === entry) listener.learnt(gun.id, framing);
      },
      bug: listener.bug,
    });
    const entry: Entry = { gun, handle, state: fresh };
    entries.set(gun.id, entry);
  };
  const shut = (id: string): void => {
    const entry = entries.get(id);
    entries.delete(id);
    if (entry) closing.push(entry.handle.close());
  };

  return {
    use(guns) {
      for (const id of entries.keys()) if (!guns.some((gun) => gun.id === id)) shut(id);
      for (const gun of guns) {
        const entry = entries.get(gun.id);
        if (entry && isSamePort(entry.gun, gun)) {
          entry.gun = gun;
          entry.state = { ...entry.state, name: shownName(gun.name === "" ? gun.path : gun.name) };
          continue;
        }
        shut(gun.id);
        open(gun);
      }
    },
    states: () => [...entries.values()].map((entry) => entry.state),
    async close() {
      for (const id of entries.keys()) shut(id);
      await Promise.all(closing);
    },
  };
}

const isSamePort = (a: SerialGun, b: SerialGun): boolean =>
  a.isOn === b.isOn &&
  a.path === b.path &&
  a.baudRate === b.baudRate &&
  JSON.stringify(a.usb) === JSON.stringify(b.usb);
