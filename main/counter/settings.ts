// The till's settings, in the real book: read with what earlier versions wrote, changed in one write.
import { z } from "zod";
import { type Framing, type GunSettings, MAX_GUNS } from "../../preload/contract/scanners.ts";
import { fen } from "../../preload/contract/money.ts";
import { type Settings, settings as schema } from "../../preload/contract/views.ts";
import type { Clock } from "../clock.ts";
import { portId } from "../scan/ports.ts";
import type { Store } from "../store/open.ts";
import { openSetting, writeSetting } from "../store/settings.ts";

const DEFAULTS: Settings = {
  language: "zh-CN",
  theme: "light",
  sound: { on: true, speak: true, volumes: { paid: 80, none: 80, wait: 80, scan: 50 } },
  customer: { on: false, shop: "", branch: "" },
  scanners: [],
  codeShapes: [],
  quickFen: [],
  confirmAboveFen: fen(500_000),
  scanIsEnter: true,
  guide: true,
};
const KEY = "till";

export type TillSettings = {
  get(): Settings;
  /** Answers all of them as they are now. */
  set(change: Partial<Settings>): Settings;
  /** Remembers how a gun of the settings ends its codes; nothing for a gun they do not name. */
  learnt(gun: string, framing: Framing): void;
};

export function openSettings(store: Store, clock: Pick<Clock, "now">): TillSettings {
  const get = openSetting(store.read, KEY, readSettings);
  const set = (change: Partial<Settings>): Settings => {
    const next = { ...get(), ...change };
    store.write((tx) => writeSetting(tx, KEY, next, clock.now()));
    return next;
  };
  return {
    get,
    set,
    learnt(gun, framing) {
      const { scanners } = get();
      if (!scanners.some((each) => each.id === gun && each.way === "serial")) return;
      set({
        scanners: scanners.map((each) => (each.id === gun && each.way === "serial" ? { ...each, framing } : each)),
      });
    },
  };
}

/** The first version knew one serial scanner by its path. */
const firstVersion = z
  .object({ scanner: z.object({ path: z.string(), baudRate: z.number().int() }).nullable() })
  .loose();

/** Settings as stored by this version or an earlier one; what is unreadable is taken as never set. */
export function readSettings(stored: unknown): Settings {
  const old = firstVersion.safeParse(stored);
  const known =
    old.success && !("scanners" in old.data)
      ? {
          ...old.data,
          scanners: old.data.scanner ? [serialGunAt(old.data.scanner.path, old.data.scanner.baudRate)] : [],
        }
      : stored;
  // What an earlier version did not have yet is as it is in a new till; but a till that was used before wants no guide.
  const merged = typeof known === "object" && known !== null ? { ...DEFAULTS, guide: false, ...known } : known;
  const parsed = schema.safeParse(merged);
  if (parsed.success) return parsed.data;
  // One field that cannot be read, of a later version say, takes no other with it.
  const unread = new Set(parsed.error.issues.map(({ path }) => path[0]));
  const kept = Object.entries(Object(merged)).filter(([name]) => !unread.has(name));
  const rest = schema.safeParse({ ...DEFAULTS, ...Object.fromEntries(kept) });
  return rest.success ? rest.data : DEFAULTS;
}

/** A serial gun known by nothing but where it is. */
export const serialGunAt = (path: string, baudRate: number): GunSettings => ({
  way: "serial",
  id: portId(path, null),
  name: "",
  path,
  usb: null,
  baudRate,
  framing: null,
  isOn: true,
});

/** What most serial guns leave the factory with. */
const USUAL_BAUD = 9600;

/** The guns and one at this path; a gun that was chosen there before keeps its settings. */
export function withGunAt(guns: readonly GunSettings[], path: string): GunSettings[] {
  if (guns.some((gun) => gun.way === "serial" && gun.path === path)) return [...guns];
  return [...guns, serialGunAt(path, USUAL_BAUD)].slice(-MAX_GUNS);
}
