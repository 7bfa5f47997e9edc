// One payment of the channel proves one attempt: a success that carries another attempt's channel number is not ours.
import { expect, test } from "vitest";
import { fen } from "../../preload/contract/money.ts";
import { AMOUNT, openDesk } from "../support/flow-desk.ts";

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
