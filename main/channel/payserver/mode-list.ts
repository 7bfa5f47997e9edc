// The pay modes of the shop for the screen that shows, opens and orders them. It reads what it changed: the list, not the
// answer to the change, says how a mode stands. GET /listAllPayModes is not used, because reading it opens modes.
import type { PayMode } from "../../../preload/contract/channels.ts";
import type { ModeChange, ModeList, PayModes } from "../pay-modes.ts";
import { type Said, type ServerError, itemsOf, readAnswer } from "./answer.ts";
import { type Mode, modesOf, readMode } from "./modes.ts";
import { errorLine, notYes } from "./outcome.ts";
import type { Hidden } from "./raw.ts";
import { type PayserverConfig, merchantUuidOf } from "./settings.ts";
import type { Wire } from "./wire.ts";

type Parts = { readonly wire: Wire; readonly config: PayserverConfig };
type NotKnown = Extract<ModeList, { kind: "unknown" }>;
type All = { readonly modes: readonly Mode[]; readonly templates: readonly PayMode[] };

export const openModeList = (parts: Parts): Pick<PayModes, "list" | "open" | "change"> => ({
  async list(timeoutMs) {
    const all = await readAll(parts, timeoutMs);
    if ("kind" in all) return all;
    const has = (template: PayMode) => all.modes.some((mode) => mode.templateId === template.templateId);
    return { kind: "modes", modes: [...all.modes, ...all.templates.filter((template) => !has(template))] };
  },
  open: (templateId, timeoutMs) => open(parts, templateId.toUpperCase(), timeoutMs),
  change: (uuid, change, timeoutMs) => changeMode(parts, uuid, change, timeoutMs),
});

const unknown = ({ cause, raw }: Pick<NotKnown, "cause" | "raw">): NotKnown => ({ kind: "unknown", cause, raw });
const hiddenOf = ({ config }: Parts): Hidden => ({ codes: [], token: config.token });

async function readAll(parts: Parts, timeoutMs: number): Promise<All | NotKnown> {
  const { wire, config } = parts;
  const merchantUUID = merchantUuidOf(config.payee);
  const [modes, templates] = await Promise.all([
    wire.get("/payModes", { merchantUUID, orderBy: "uiOrder desc", limit: 100 }, timeoutMs),
    wire.get("/payModeTemplates", { limit: 100 }, timeoutMs),
  ]);
  const read = [readAnswer(modes, hiddenOf(parts)), readAnswer(templates, hiddenOf(parts))] as const;
  for (const said of read) if (said.said !== "yes") return unknown(notYes(said, hiddenOf(parts)));
  const [own, others] = read.map((said) => (said.said === "yes" ? itemsOf(said.body) : null));
  if (!own || !others) return unknown({ cause: "unreadable", raw: "no items" });
  return {
    modes: modesOf(own, merchantUUID),
    // A template has an id of its own that is no mode's.
    templates: others.map((item) => ({ ...readMode(item), uuid: null, isOpen: false, order: null })),
  };
}

/** Opened twice, a template makes a second mode (witnessed.md B8): so what the shop has is looked at first. */
async function open(parts: Parts, templateId: string, timeoutMs: number): Promise<ModeChange> {
  const all = await readAll(parts, timeoutMs);
  if ("kind" in all) return all;
  const had = all.modes.filter((mode) => mode.templateId === templateId);
  const [mode] = had;
  const standing = had.find((one) => one.isOpen);
  if (standing) return { kind: "done", mode: standing };
  if (mode) return changeMode(parts, mode.uuid, { isOpen: true }, timeoutMs);
  // The server takes any id and makes a mode without a name of it (witnessed.md B9).
  if (!all.templates.some((template) => template.templateId === templateId))
    return { kind: "refused", raw: "payModeTemplates: no such template" };
  const body = { merchantHref: parts.config.payee, payTemplateId: templateId, isOpened: 1 };
  const said = readAnswer(await parts.wire.post("/payModes", body, timeoutMs), hiddenOf(parts));
  if (said.said !== "yes") return notDone(said, parts);
  const [made] = modesOf([said.body], merchantUuidOf(parts.config.payee));
  if (made?.templateId !== templateId) return unknown({ cause: "other_order", raw: "payModes: another template" });
  return { kind: "done", mode: made };
}

async function changeMode(
  parts: Parts,
  uuid: string,
  change: { readonly isOpen?: boolean; readonly order?: number },
  timeoutMs: number,
): Promise<ModeChange> {
  const { isOpen, order } = change;
  if (!/^[\w-]{1,64}$/.test(uuid)) throw new RangeError("not a uuid");
  if (order !== undefined && (!Number.isSafeInteger(order) || order < 0)) throw new RangeError("not a place");
  if (isOpen === undefined && order === undefined) throw new RangeError("nothing to change");
  const body = {
    ...(isOpen === undefined ? {} : { isOpened: isOpen ? 1 : 0 }),
    ...(order === undefined ? {} : { uiOrder: order }),
  };
  const said = readAnswer(await parts.wire.post(`/payModes/${uuid}`, body, timeoutMs), hiddenOf(parts));
  if (said.said === "error" && isRefusal(said)) return notDone(said, parts);
  // The form of this answer is printed nowhere; the mode itself says what became of it.
  const read = readAnswer(await parts.wire.get(`/payModes/${uuid}`, {}, timeoutMs), hiddenOf(parts));
  if (read.said !== "yes") return notDone(read, parts);
  const [mode] = modesOf([read.body], merchantUuidOf(parts.config.payee));
  if (mode?.uuid !== uuid) return unknown({ cause: "other_order", raw: "payModes: another mode" });
  const stands = (isOpen ?? mode.isOpen) === mode.isOpen && (order ?? mode.order) === mode.order;
  return stands ? { kind: "done", mode } : unknown({ cause: "contradiction", raw: "payModes: not as asked" });
}

/** 9001: what the mode needs is not there yet (seed). 1599: there is no such mode (witnessed.md B22). */
const isRefusal = ({ code }: ServerError): boolean => code === "9001" || code === "1599";

function notDone(said: Exclude<Said, { said: "yes" }>, parts: Parts): ModeChange {
  if (said.said === "error" && isRefusal(said)) return { kind: "refused", raw: errorLine(said, hiddenOf(parts)) };
  return unknown(notYes(said, hiddenOf(parts)));
}
