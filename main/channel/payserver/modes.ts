// The pay modes of a shop, what each needs of a sale, and the choice of one. Pure. It never falls back to another mode
// than the one asked for: a wrong mode would take the money through the wrong door.
import type { ModeNeeds, PayMode } from "../../../preload/contract/channels.ts";
import type { Wallet } from "../../../preload/contract/status.ts";
import type { ModeWanted } from "../pay-modes.ts";
import { type JsonObject, flagOf, textOf } from "./answer.ts";

/** payTemplateId of the built-in modes (seed). */
export const TEMPLATES = {
  cash: "C924182F-581B-4990-944A-ABCAB8E552B3",
  unionCard: "4CE44A21-68DA-4ADA-B7EE-371187327F75",
  account: "382CF8DF-017F-4009-928F-D5B008095962",
  wechatGun: "017AFC80-95FA-11E8-B0EC-5384BC9767FE",
  alipayGun: "3BEAF650-A067-11E8-A545-87065760276A",
  memberMoney: "A2E7AB90-BB11-11E8-8BAF-4BFA221DACF5",
  memberTimes: "B3A36C30-BB11-11E8-8353-CD8987EBDA9C",
} as const;

/** The 扫码枪 mode of a wallet; the others have none built in. */
const GUN_OF: Readonly<Partial<Record<Wallet, string>>> = {
  wechat: TEMPLATES.wechatGun,
  alipay: TEMPLATES.alipayGun,
};

const NEEDS: ReadonlyMap<string, ModeNeeds> = new Map([
  [TEMPLATES.cash, "nothing"],
  [TEMPLATES.unionCard, "nothing"],
  [TEMPLATES.account, "account"],
  [TEMPLATES.memberMoney, "member"],
  [TEMPLATES.memberTimes, "member_times"],
]);

/** A mode the shop has. */
export type Mode = PayMode & { readonly uuid: string };

/** A mode or a template as a list shows it. */
export function readMode(item: JsonObject): PayMode {
  const templateId = textOf(item["payTemplateId"])?.toUpperCase() ?? null;
  const order = item["uiOrder"];
  return {
    uuid: textOf(item["uuid"]),
    templateId,
    name: textOf(item["name"])?.trim() ?? "",
    order: typeof order === "number" && Number.isSafeInteger(order) ? order : null,
    isOpen: flagOf(item["isOpened"]),
    needs: needsOf(item, templateId),
    isOffline: !flagOf(item["isOnline"]),
  };
}

/** The flags of a mode stand above its template: the seed's samples give 挂账 the template of 银联. */
function needsOf(item: JsonObject, templateId: string | null): ModeNeeds {
  if (flagOf(item["isSignAccount"])) return "account";
  const built = templateId === null ? undefined : NEEDS.get(templateId);
  return built ?? (flagOf(item["isOnline"]) ? "code" : "nothing");
}

/** The modes of a list that are our shop's (the server shows all shops' modes when it does not know one). */
export function modesOf(items: readonly JsonObject[], merchantUUID: string): readonly Mode[] {
  return items.flatMap((item) => {
    const shop = textOf(item["merchantUUID"]);
    const mode = readMode(item);
    return mode.uuid === null || (shop !== null && shop !== merchantUUID) ? [] : [{ ...mode, uuid: mode.uuid }];
  });
}

/** The first open mode of the list, which is in the shop's own order, that fits; null when none does. */
export function pickMode(modes: readonly Mode[], { mode, wallet }: ModeWanted): Mode | null {
  const fit = modes.filter((one) => one.isOpen && (one.needs === "code") === (wallet !== null));
  if (mode === null) {
    const gun = wallet === null ? undefined : GUN_OF[wallet];
    return gun === undefined ? null : (fit.find((one) => one.templateId === gun) ?? null);
  }
  return (
    fit.find((one) => one.uuid === mode) ??
    fit.find((one) => one.templateId !== null && one.templateId === mode.toUpperCase()) ??
    fit.find((one) => one.name !== "" && one.name === mode.trim()) ??
    null
  );
}
