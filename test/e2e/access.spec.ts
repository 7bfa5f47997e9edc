// What somebody's system asks of every page: more contrast, colours of its own, nothing that moves. (Zoom, names and targets of
// each screen: screens.spec.)
import { AxeBuilder } from "@axe-core/playwright";
import { type Page, expect } from "@playwright/test";
import { test } from "./doors.ts";

// A till of its own: no other file sees what is asked for here.
test.use({ own: "access" });
test.beforeEach(({ till: { page } }) => page.emulateMedia({ contrast: null, forcedColors: null, reducedMotion: null }));

const SCREENS = ["F4", "F8", "F2"] as const;
const outlineOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle === "none" ? "none" : outlineWidth;
    });

test("who asks for more contrast gets 7:1 for every text, in light and dark", async ({ till: { page } }) => {
  await page.emulateMedia({ contrast: "more" });
  for (const key of SCREENS) {
    await page.keyboard.press(key);
    for (const theme of ["light", "dark"]) {
      await page.evaluate((value) => void (document.documentElement.dataset["theme"] = value), theme);
      await page.waitForTimeout(150);
      const axe = new AxeBuilder({ page }).setLegacyMode().withRules(["color-contrast-enhanced"]);
      const { violations } = await axe.analyze();
      const found = violations.flatMap(({ nodes }) => nodes.map(({ target, any }) => `${target} ${any[0]?.message}`));
      expect([key, theme, found]).toEqual([key, theme, []]);
    }
  }
  await page.evaluate(() => void (document.documentElement.dataset["theme"] = "light"));
});

test("in the system's own colours the training is framed, and what is chosen has a border", async ({
  till: { page },
}) => {
  await page.keyboard.press("F2");
  await expect(page.getByText("训练模式", { exact: true })).toBeVisible();
  expect(await outlineOf(page, "#root > div")).toBe("none");
  await page.emulateMedia({ forcedColors: "active" });
  expect(await outlineOf(page, "#root > div")).toBe("8px");
  expect(await outlineOf(page, "[aria-current=page]")).toBe("3px");
  expect(await outlineOf(page, "label[data-selected]")).toBe("3px");
});

test("who asks for no motion sees none: nothing fades and nothing slides", async ({ till: { page } }) => {
  const timesOf = () =>
    page.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      return ["--fast", "--move"].map((name) => style.getPropertyValue(name).trim());
    });
  expect(await timesOf()).not.toEqual(["0s", "0s"]);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await timesOf()).toEqual(["0s", "0s"]);
});

test("one ring shows where the keys go: that of the control, and none around all that it stands in", async ({
  till: { page },
}) => {
  await page.keyboard.press("F8");
  const tab = page.getByRole("tab", { selected: true }).first();
  await tab.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  await expect(tab).toBeFocused();
  const ringed = await page.evaluate(() =>
    [...document.querySelectorAll("#root *")]
      .filter((element) => getComputedStyle(element).outlineStyle !== "none")
      .map((element) => element.getAttribute("role") ?? element.tagName),
  );
  expect(ringed).toEqual(["tab"]);
  await page.keyboard.press("F2");
});
