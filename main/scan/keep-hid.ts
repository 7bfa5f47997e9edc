// HID guns, opened as they are plugged in and told about when they go. It looks at the list of devices only when
// something came or went, or an opening is due again; never in a tight loop.
import type { GunState, GunTrouble, HidGunSettings } from "../../preload/contract/scanners.ts";
import { type GunAccess, type GunListener, newState, shownName } from "./gun-access.ts";
import { type HidGun, hidGuns } from "./hid-found.ts";
import { createReportReader, type ReportReader } from "./hid-report.ts";
import type { HidHandle, HidHandlers } from "./hid.ts";
import { troubleOf } from "./trouble.ts";

/** How often it is asked whether a device came or went: noticed well within 2 s. */
export const LOOK_MS = 700;
/** Where only listing tells (Windows, macOS), and before an opening that failed is tried again: every second look. */
const LIST_MS = 1_300;
const MAX_KEPT = 64;

type Open = { readonly path: string; readonly handle: HidHandle; readonly reader: ReportReader };
type Entry = { state: GunState; open: Open | null };

export class HidKeeper {
  readonly #access: GunAccess;
  readonly #listener: GunListener;
  readonly #changed: () => void;
  readonly #entries = new Map<string, Entry>();
  readonly #closing = new AbortController();
  #wanted: readonly HidGunSettings[] = [];
  #avoid: ReadonlySet<string> = new Set();
  #wake = new AbortController();
  #isAsked = false;
  /** Something should be open and is not: it is looked at again, but not before LIST_MS. */
  #isMissing = false;
  #kept: Promise<void> | null = null;

  constructor(access: GunAccess, listener: GunListener, changed: () => void) {
    this.#access = access;
    this.#listener = listener;
    this.#changed = changed;
  }

  use(guns: readonly HidGunSettings[], avoid: ReadonlySet<string>): void {
    this.#wanted = guns;
    this.#avoid = avoid;
    this.#isAsked = true;
    this.#wake.abort();
    this.#kept ??= this.#keep();
  }

  states(): GunState[] {
    return [...this.#entries.values()].map((entry) => entry.state);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#kept;
  }

  async #keep(): Promise<void> {
    const { clock } = this.#access;
    let seen: string | null = "";
    let listedMs = -Infinity;
    let hasFailed = false;
    while (!this.#closing.signal.aborted) {
      this.#wake = new AbortController();
      const now = await this.#access.presence();
      const isOld = clock.monotonic() - listedMs >= LIST_MS;
      if (this.#isAsked || now !== seen || (isOld && (now === null || this.#isMissing))) {
        this.#isAsked = false;
        this.#isMissing = false;
        seen = now;
        listedMs = clock.monotonic();
        try {
          await this.#look();
        } catch (error) {
          // Most likely the native part cannot be loaded here. Said once; the serial guns work on.
          if (!hasFailed) this.#listener.bug(error);
          hasFailed = true;
          this.#isMissing = true;
        }
      }
      await clock.sleep(LOOK_MS, AbortSignal.any([this.#wake.signal, this.#closing.signal]));
    }
    await Promise.all([...this.#entries.values()].map(shut));
  }

  /** Brings what is open in line with what is plugged in. */
  async #look(): Promise<void> {
    const found = hidGuns(await this.#access.hid.list());
    for (const gun of this.#wanted) if (gun.isOn) this.#entryOf(gun.id, "");
    for (const [id, entry] of this.#entries) {
      if (found.some((gun) => gun.id === id)) continue;
      await shut(entry);
      // A keyboard went because it was switched over, or because it was unplugged: nothing is missed.
      if (entry.state.status === "keyboard" || entry.state.status === "off") this.#entries.delete(id);
      else set(entry, "lost", "not_there");
    }
    for (const gun of found) await this.#settle(gun);
    this.#changed();
  }

  #entryOf(id: string, name: string): Entry {
    const known = this.#entries.get(id);
    const chosen = this.#wanted.find((gun) => gun.id === id)?.name ?? "";
    const shown = [chosen, name, known?.state.name ?? "", id].find((text) => text !== "") ?? id;
    const entry: Entry = known ?? { state: newState({ id, name: shown, way: "hid" }), open: null };
    entry.state = { ...entry.state, name: shownName(shown) };
    if (!known && this.#entries.size >= MAX_KEPT) this.#forgetOne();
    this.#entries.set(id, entry);
    return entry;
  }

  #forgetOne(): void {
    const old = [...this.#entries].find(([, entry]) => entry.open === null);
    if (old) this.#entries.delete(old[0]);
  }

  async #settle(gun: HidGun): Promise<void> {
    const entry = this.#entryOf(gun.id, gun.name);
    entry.state = { ...entry.state, vendor: gun.vendor?.name ?? null, setupCode: null };
    const isOff = this.#wanted.some((setting) => setting.id === gun.id && !setting.isOn);
    if (entry.open && (isOff || gun.path !== entry.open.path)) await shut(entry);
    if (isOff) set(entry, "off", "switched_off");
    else if (this.#avoid.has(gun.id)) set(entry, "lost", "crashes");
    else if (gun.path === null) {
      set(entry, "keyboard", "keyboard_mode");
      entry.state = { ...entry.state, setupCode: gun.vendor?.posCode ?? null };
    } else if (!entry.open) await this.#open(entry, gun, gun.path);
  }

  async #open(entry: Entry, gun: HidGun, path: string): Promise<void> {
    const reader = createReportReader(gun.vendor?.habit ?? null);
    this.#listener.opening(gun.id);
    try {
      const handle = await this.#access.hid.open(path, this.#handlers(entry, reader));
      entry.open = { path, handle, reader };
      set(entry, "ready", null);
      // Said before anything is heard from it: the till takes no scan of a gun it does not know.
      this.#changed();
    } catch (error) {
      const trouble = troubleOf(error instanceof Error ? error.message : String(error), process.platform);
      set(entry, "lost", trouble, await this.#access.holder(path));
      this.#isMissing = true;
    } finally {
      this.#listener.opened(gun.id);
    }
  }

  #handlers(entry: Entry, reader: ReportReader): HidHandlers {
    return {
      report: (bytes) => {
        const text = reader.push(bytes, this.#access.clock.monotonic());
        if (text === null || this.#closing.signal.aborted) return;
        this.#listener.heard(entry.state.id, text);
        if (entry.state.layout === reader.layout) return;
        entry.state = { ...entry.state, layout: reader.layout };
        this.#changed();
      },
      gone: () => {
        this.#isMissing = true;
        set(entry, "lost", "not_there");
        void shut(entry).catch(this.#listener.bug);
        this.#changed();
      },
    };
  }
}

function set(entry: Entry, status: GunState["status"], trouble: GunTrouble | null, by: string | null = null): void {
  entry.state = { ...entry.state, status, trouble, by };
}

async function shut(entry: Entry): Promise<void> {
  const { open } = entry;
  entry.open = null;
  open?.reader.drop();
  await open?.handle.close();
}
