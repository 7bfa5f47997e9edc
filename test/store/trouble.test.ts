// What the screen is told of a store that refuses to write: from the first refusal to the next write that works.
import { expect, test } from "vitest";
import { StoreCannotWrite } from "../../main/store/open.ts";
import { writeSetting } from "../../main/store/settings.ts";
import { watchTrouble } from "../../main/store/trouble.ts";
import { openBook } from "../support/flow-book.ts";
import { setDisk } from "../support/flow-raw.ts";

test("the trouble begins with a refusal and ends with a write, and each is told once", () => {
  let told = 0;
  const { store, trouble } = watchTrouble(openBook(), () => {
    told += 1;
  });
  const write = () => store.write((tx) => writeSetting(tx, "x", 1, 1));
  write();
  expect([trouble(), told]).toEqual([null, 0]);
  setDisk(store, "refuses");
  expect(write).toThrow(StoreCannotWrite);
  expect(write).toThrow(StoreCannotWrite);
  expect([trouble(), told]).toEqual(["SQLITE_BUSY", 1]);
  setDisk(store, "works");
  write();
  expect([trouble(), told]).toEqual([null, 2]);
});

test("a bug inside a write is no trouble of the disk", () => {
  const { store, trouble } = watchTrouble(openBook(), () => {});
  expect(() =>
    store.write(() => {
      throw new TypeError("bug");
    }),
  ).toThrow(TypeError);
  expect(trouble()).toBeNull();
});
