// `pay` takes the pay codes that the settings allow a channel, as the window does, and no others.
import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../../main/store/open.ts";
import { writeSetting } from "../../main/store/settings.ts";
import { inside, newFolder } from "./cli.ts";

const CODE = "6345678901234567890";
const PAY = ["pay", "--channel", "training", "--amount", "100", "--code", CODE];

function allow(folder: string, channel: string): void {
  const store = openStore(join(folder, "till.db"));
  if (!store.ok) throw new Error(store.failure.code);
  const codeShapes = [{ channel, wallet: "unionpay", minDigits: 19, maxDigits: 19, prefixes: ["63"] }];
  store.value.write((tx) => writeSetting(tx, "till", { language: "en", theme: "dark", scanners: [], codeShapes }, 1));
  store.value.close();
}

test("digits of no wallet are refused until the settings name their wallet, and only on that channel", async () => {
  const folder = newFolder();
  const unknown = { code: 2, json: { error: { code: "code_unknown_shape", option: "code" } } };
  expect(await inside(folder, PAY)).toMatchObject(unknown);
  allow(folder, "pooul");
  expect(await inside(folder, PAY)).toMatchObject(unknown);
  allow(folder, "training");
  expect(await inside(folder, PAY)).toMatchObject({ code: 0, json: { status: "paid", wallet: "unionpay" } });
});

test("a goods barcode is no pay code, whatever the settings allow", async () => {
  const folder = newFolder();
  await inside(folder, ["orders"]);
  allow(folder, "training");
  const goods = await inside(folder, [...PAY.slice(0, -1), "6901028075763"]);
  expect(goods).toMatchObject({ code: 2, json: { error: { code: "code_is_goods" } } });
});
