// The key card says what the keys do: it reads their own table, and has words for everything that stands in it.
import { describe, expect, it } from "vitest";
import { KEY_TABLE, QUICK_KEYS, keyOf } from "../../renderer/screens/collect/key-table.ts";
import {
  CARD_KEYS,
  CARD_PHASES,
  EVERYWHERE,
  IN_LISTS,
  WHILE_TYPING,
  effectText,
} from "../../renderer/components/key-card-table.ts";
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
    expect(EVERYWHERE).toHaveLength(12);
  });

  it("names every letter that does something while an amount is typed", () => {
    const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].filter((letter) => {
      const name = keyOf(`Key${letter}`, false)?.name;
      return name !== undefined && !CARD_KEYS.some((key) => key.name === name);
    });
    const named = WHILE_TYPING.flatMap((keys) => keys.split(" "));
    expect(named.toSorted()).toEqual(letters);
    expect(WHILE_TYPING).toContain(QUICK_KEYS.join(" "));
    for (const key of WHILE_TYPING) expect(words.typingKeys[key]).toBeTruthy();
  });
});
