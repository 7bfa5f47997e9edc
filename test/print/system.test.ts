// The system's printing, with a host played by the test: a receipt is a page of the paper's size, given once, and called
// handed over; without a window it waits; what the system did not take is in doubt.
import { expect, test } from "vitest";
import type { SystemPage, SystemPrinting } from "../../main/host/host.ts";
import { printerConfig } from "../../preload/contract/printing.ts";
import { must, openDesk } from "../support/flow-desk.ts";
import { configFor, printsOn, sellIn, until } from "./shop.ts";

type Given = { readonly page: SystemPage; readonly printer: string };

function openShop(printer = "") {
  const desk = openDesk();
  const prints = printsOn(desk.store);
  const given: Given[] = [];
  const host = { takes: true };
  const system: SystemPrinting = {
    printers: async () => ["XP-58", "Office"],
    async print(page, name) {
      given.push({ page, printer: name });
      return host.takes;
    },
  };
  prints.save("front", configFor({ kind: "system", printer }, { paper: 58 }));
  prints.start();
  const sell = () => {
    const number = sellIn(desk);
    prints.wake();
    return number;
  };
  return { prints, given, host, system, sell, last: () => prints.jobs(1)[0] };
}

test("a receipt is one page of the paper's width, handed over and never proved", async () => {
  const { prints, given, system, sell, last } = openShop("XP-58");
  prints.useSystem(system);
  const number = sell();
  await until(() => last()?.status === "handed_over", last);
  expect(given).toMatchObject([{ printer: "XP-58", page: { widthMm: 58, pictureMm: 48 } }]);
  const [{ page } = { page: { svg: "", heightMm: 0 } }] = given;
  expect(page.heightMm).toBeGreaterThan(40);
  expect(page.svg).toContain("</svg>");
  expect(page.svg.replaceAll(/<[^>]*>|&#xa0;/g, "")).toContain(number);
});

test("without a window it waits, and is given when there is one", async () => {
  const { prints, given, system, sell, last } = openShop();
  sell();
  await until(
    () => prints.printers()[0]?.status === "offline",
    () => prints.printers(),
  );
  expect([last()?.status, given.length]).toEqual(["queued", 0]);
  prints.useSystem(system);
  await until(() => last()?.status === "handed_over", last);
  expect(given).toHaveLength(1);
});

test("a printer the system does not have is off-line, and no other is taken for it", async () => {
  const { prints, given, system, sell, last } = openShop("Gone");
  prints.useSystem(system);
  sell();
  await until(
    () => prints.printers()[0]?.status === "offline",
    () => prints.printers(),
  );
  expect([last()?.status, given.length]).toEqual(["queued", 0]);
  expect(await prints.systemPrinters()).toEqual(["XP-58", "Office"]);
});

test("what the system did not take is in doubt, is not given again by itself, and spoils nothing after it", async () => {
  const { prints, given, host, system, sell, last } = openShop();
  prints.useSystem(system);
  host.takes = false;
  sell();
  await until(() => last()?.status === "uncertain", last);
  host.takes = true;
  sell();
  await until(() => last()?.status === "handed_over", last);
  expect(given).toHaveLength(2);
  expect(prints.state().attention).toBe(1);
});

test("no drawer hangs on the system's printing", () => {
  const config = { name: "A", target: { kind: "system" }, drawer: true };
  expect(printerConfig.safeParse(config).success).toBe(false);
  expect(printerConfig.safeParse({ ...config, drawer: false }).success).toBe(true);
  const { prints } = openShop();
  expect(prints.openDrawer("换零钱")).toMatchObject({ ok: false, failure: { code: "printer_no_drawer" } });
  expect(must(prints.test("front")).kind).toBe("test");
});
