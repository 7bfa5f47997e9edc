// One payment of the channel proves one attempt: a success that carries another attempt's channel number is not ours.
import { expect, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { AMOUNT, CODE, openDesk } from "../support/flow-desk.ts";

const success = (channelTradeNo: string) =>
  ({ kind: "paid", amountFen: AMOUNT, channelTradeNo, raw: "success" }) as const;

test("a success that repeats another payment's channel number is a person's, never paid", async () => {
  const desk = openDesk();
  desk.channel.script.faults.charge = [success("C1"), success("C1")];
  expect(await desk.pay()).toMatchObject({ status: "paid", channelTradeNo: "C1" });
  expect(await desk.pay()).toMatchObject({ status: "needs_review", reason: "other_order" });
});

test("the channel's number is kept also when the amount differs: it is the handle for giving it back", async () => {
  const desk = openDesk();
  desk.channel.script.faults.charge = [{ ...success("C2"), amountFen: fen(AMOUNT + 1) }];
  const ended = await desk.pay();
  expect(ended).toMatchObject({ status: "needs_review", exception: "amount_mismatch", channelTradeNo: "C2" });
});

test("a channel that hands the pay code back as its own number: the payment counts, the code is kept nowhere", async () => {
  const desk = openDesk();
  const code = CODE.reveal();
  const alike = `${code.slice(0, -4)}0000`;
  desk.channel.script.faults.charge = [success(code), success(alike)];
  expect(await desk.pay()).toMatchObject({ status: "paid", codeTail: code.slice(-4), channelTradeNo: null });
  // A number that only looks like a code is the channel's.
  expect(await desk.pay()).toMatchObject({ status: "paid", channelTradeNo: alike });
  expect(JSON.stringify(desk.store.read.all("SELECT * FROM events"))).not.toContain(code);
});
