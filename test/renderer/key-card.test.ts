// The key card says what the keys do: it reads their own table, and has words for everything that stands in it.
import { describe, expect, it } from "vitest";
import { KEY_TABLE } from "../../renderer/screens/collect/key-table.ts";
import { CARD_KEYS, CARD_PHASES, EVERYWHERE, IN_LISTS, effectText } from "../../renderer/components/key-card-table.ts";
import { keyCardEn } from "../../renderer/text/en-keys.ts";
import { keyCardZh } from "../../renderer/text/zh-cn-keys.ts";

describe.each([
  ["Chinese", keyCardZh],
  ["English", keyCardEn],
])("the %s card", (_name, words) => {
  it.each(CARD_PHASES.flatMap((phase) => CARD_KEYS.map(({ name }) => [name, phase] as const)))(
    "has words for %s in the phase %s, or says that nothing happens",
    (key, phase) => {
      const isNothing = KEY_TABLE[phase][key] === "nothing";
      expect(effectText(words, key, phase) === "–").toBe(isNothing);
    },
  );

  it("names every key that holds everywhere and in lists", () => {
    for (const key of EVERYWHERE) expect(words.everywhereKeys[key]).toBeTruthy();
    for (const key of IN_LISTS) expect(words.listKeys[key]).toBeTruthy();
  });
});
