// What may be written after `npm start --`: the options of the doors that have a window.
import { parseArgs } from "node:util";
import { dataFolder } from "./folder.ts";

export type DoorOptions = {
  /** The till's data folder, absolute. */
  readonly folder: string;
  /** A serial scanner's device, as in /dev/ttyACM0 or COM3. */
  readonly scanner: string | null;
  /** No window on any screen: for tests and the demo. The browser door only. */
  readonly headless: boolean;
  readonly door: "electron" | "browser" | null;
};

export const USAGE = "[--data DIR] [--scanner PATH] [--door electron|browser] [--headless]";

/**
 * Reads a door's options; a mistake is answered with a sentence that names it. `lenient` skips what it does not know:
 * Electron's own arguments stand among ours.
 */
export function doorOptions(
  argv: readonly string[],
  lenient = false,
): { readonly ok: true; readonly options: DoorOptions } | { readonly ok: false; readonly sentence: string } {
  try {
    const { values } = parseArgs({
      args: [...argv],
      strict: !lenient,
      allowPositionals: lenient,
      options: {
        data: { type: "string" },
        scanner: { type: "string" },
        headless: { type: "boolean", default: false },
        door: { type: "string" },
      },
    });
    const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
    const door = text(values.door) ?? null;
    if (door !== null && door !== "electron" && door !== "browser") {
      return { ok: false, sentence: `--door is electron or browser, not ${door}. Options: ${USAGE}` };
    }
    const headless = values.headless === true;
    return {
      ok: true,
      options: { folder: dataFolder(text(values.data)), scanner: text(values.scanner) ?? null, headless, door },
    };
  } catch (error) {
    const problem = error instanceof Error ? error.message : "unreadable options";
    return { ok: false, sentence: `${problem} Options: ${USAGE}` };
  }
}
