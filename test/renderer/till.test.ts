// The page's mirror of the till: of two states that overtake each other on their way, the later one stays.
import { expect, test } from "vitest";
import type { TillState } from "../../preload/contract/views.ts";
import { showTill, useTill } from "../../renderer/till.ts";
import { STATE } from "../ipc/stand-in-till.ts";

const at = (turn: number, dayNumber: number): TillState => ({ ...STATE, turn, dayNumber });
const shown = () => useTill.getState().state?.dayNumber;

test("an older state that comes later is dropped; the same one and a newer one are shown", () => {
  showTill(at(5, 50));
  showTill(at(4, 40));
  expect(shown()).toBe(50);
  showTill(at(5, 51));
  expect(shown()).toBe(51);
  showTill(at(6, 60));
  expect(shown()).toBe(60);
});
