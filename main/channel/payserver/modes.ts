// The pay modes of a shop, and the choice of one for a bar code. Pure. It never falls back to another mode than
// the one asked for: a wrong mode would take the money through the wrong door.
import type { Wallet } from "../../../preload/contract/status.ts";
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

/** These need more than a bar code, or none at all: `calls` reach them, a charge does not. */
const WITHOUT_CODE: ReadonlySet<string> = new Set([
  TEMPLATES.cash,
  TEMPLATES.unionCard,
  TEMPLATES.account,
  TEMPLATES.memberMoney,
  TEMPLATES.memberTimes,
]);

export type Mode = { readonly uuid: string; readonly name: string; readonly templateId: string | null };

export type Wanted = {
  /** A uuid, a template id or a name; null = the 扫码枪 mode of the wallet. */
  readonly mode: string | null;
  readonly wallet: Wallet;
  readonly merchantUUID: string;
};

/** The first mode of the list, which is in the shop's own order, that fits; null when none does. */
export function pickMode(items: readonly JsonObject[], wanted: Wanted): Mode | null {
  const modes = items.filter((item) => takesBarCode(item, wanted.merchantUUID)).flatMap(readMode);
  const { mode } = wanted;
  if (mode === null) {
    const gun = GUN_OF[wanted.wallet];
    return gun === undefined ? null : (modes.find((one) => one.templateId === gun) ?? null);
  }
  return (
    modes.find((one) => one.uuid === mode) ??
    modes.find((one) => one.templateId !== null && one.templateId === mode.toUpperCase()) ??
    modes.find((one) => one.name === mode.trim()) ??
    null
  );
}

/** Open, online, of our shop (the server shows all shops' modes when it does not know one), paid by a code. */
function takesBarCode(item: JsonObject, merchantUUID: string): boolean {
  const shop = textOf(item["merchantUUID"]);
  if (shop !== null && shop !== merchantUUID) return false;
  if (!flagOf(item["isOpened"]) || !flagOf(item["isOnline"]) || flagOf(item["isSignAccount"])) return false;
  return !WITHOUT_CODE.has(textOf(item["payTemplateId"])?.toUpperCase() ?? "");
}

function readMode(item: JsonObject): Mode[] {
  const uuid = textOf(item["uuid"]);
  if (uuid === null) return [];
  const templateId = textOf(item["payTemplateId"])?.toUpperCase() ?? null;
  return [{ uuid, name: textOf(item["name"])?.trim() ?? "", templateId }];
}
