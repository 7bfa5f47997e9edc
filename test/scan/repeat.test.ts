// The same code twice is one scan; a charged code is not charged again; what was forgotten is new.
import { describe, expect, test } from "vitest";
import { PayCode } from "../../preload/contract/pay-code.ts";
import { createRepeatGuard, MAX_REMEMBERED, REMEMBER_MS, REPEAT_MS } from "../../main/scan/repeat.ts";

const codeOf = (number: number): PayCode => new PayCode(`13${String(number).padStart(16, "0")}`, "wechat");
const A = codeOf(1);
const B = codeOf(2);

function start() {
  let nowMs = 5_000;
  const guard = createRepeatGuard({ monotonic: () => nowMs });
  const later = (ms: number): void => {
    nowMs += ms;
  };
  return { guard, later };
}

describe("the guard against the same code twice", () => {
  test("a code never seen is new", () => expect(start().guard.judge(A)).toBe("new"));

  test.each([0, 1, REPEAT_MS])("seen %d ms ago it is the gun reading twice, charged or not", (ms) => {
    const { guard, later } = start();
    guard.judge(A);
    later(ms);
    expect(guard.judge(A)).toBe("repeat");
    guard.markUsed(A);
    later(ms);
    expect(guard.judge(A)).toBe("repeat");
  });

  test("it is told by its digits, not by being the same object", () => {
    const { guard } = start();
    guard.judge(A);
    expect(guard.judge(codeOf(1))).toBe("repeat");
    expect(guard.judge(B)).toBe("new");
  });

  test("a phone held under a gun that keeps reading is one scan for as long as it lasts", () => {
    const { guard, later } = start();
    guard.judge(A);
    guard.markUsed(A);
    for (let second = 0; second < 60; second++) {
      later(1_000);
      expect(guard.judge(A)).toBe("repeat");
    }
    later(REPEAT_MS + 1);
    expect(guard.judge(A)).toBe("used");
  });

  test("a charged code shown again later is used; one that was only seen is new", () => {
    const { guard, later } = start();
    guard.judge(A);
    guard.markUsed(A);
    guard.judge(B);
    later(REPEAT_MS + 1);
    expect(guard.judge(A)).toBe("used");
    expect(guard.judge(B)).toBe("new");
  });

  test("a refused sight that is forgotten is new at once; a used code cannot be forgotten", () => {
    const { guard, later } = start();
    guard.judge(A);
    guard.forget(A);
    expect(guard.judge(A)).toBe("new");
    guard.markUsed(A);
    guard.forget(A);
    later(REPEAT_MS + 1);
    expect(guard.judge(A)).toBe("used");
  });

  test("a code may be marked used without having been judged", () => {
    const { guard, later } = start();
    guard.markUsed(A);
    later(REPEAT_MS + 1);
    expect(guard.judge(A)).toBe("used");
  });

  test("ten minutes after the last sight a code is forgotten", () => {
    const { guard, later } = start();
    guard.judge(A);
    guard.markUsed(A);
    later(REMEMBER_MS - 1);
    expect(guard.judge(A)).toBe("used");
    later(REMEMBER_MS);
    expect(guard.judge(A)).toBe("new");
  });

  test("it remembers a bounded number of codes and lets go of the one seen longest ago", () => {
    const { guard, later } = start();
    for (let number = 0; number <= MAX_REMEMBERED; number++) guard.markUsed(codeOf(number));
    later(REPEAT_MS + 1);
    expect(guard.judge(codeOf(0))).toBe("new");
    expect(guard.judge(codeOf(MAX_REMEMBERED))).toBe("used");
    expect(guard.judge(codeOf(2))).toBe("used");
  });
});
