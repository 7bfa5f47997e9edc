// What the real service was seen to do to a payment (witnessed.md §2.2), replayed by the peer: each time the till must
// end where the wallet's truth allows, and never charge a second time.
import { afterEach, describe, expect, test } from "vitest";
import { type PayserverPeerOptions, misbehave, payers } from "../peers/payserver.ts";
import { type Opened, chargeInput, closeAll, openChannel, refOf, verb } from "./payserver-support.ts";

let opened: Opened[] = [];
afterEach(async () => {
  const used = opened;
  opened = [];
  await closeAll(used);
});

async function open(options: PayserverPeerOptions = {}, extra: Record<string, unknown> = {}) {
  const one = await openChannel(options, extra);
  opened.push(one);
  const { channel, peer } = one;
  const posts = () => peer.requests.filter((request) => request.route === "pay");
  return { ...one, charge: channel.charge, query: verb(channel.query), posts };
}

const taken = (peer: Opened["peer"], number: string) => peer.books.taken.filter((one) => one.clientPayNo === number);

describe("[hazard] as witnessed", () => {
  test.each([
    ["dropped (C14)", payers.drops],
    ["broken (C16)", payers.breaks],
    ["a page (C18)", payers.page],
  ] as const)(
    "a component that is %s leaves payFailed for ever, paid or not: a person must look",
    async (_n, payer) => {
      for (const takes of [true, false]) {
        const { charge, query, peer } = await open();
        peer.script.nextPayer(payer(takes));
        const input = chargeInput();
        expect(await charge(input)).toMatchObject({ kind: "unknown", cause: "server_error" });
        expect(await query(refOf(input))).toMatchObject({
          kind: "unknown",
          cause: "state_needs_a_person",
          byHand: true,
        });
        expect(taken(peer, input.tradeNo)).toHaveLength(takes ? 1 : 0);
      }
    },
  );

  test("a notice that says running ends in payFailed without a reason: unknown (L12)", async () => {
    const { charge, query, peer } = await open();
    peer.script.nextPayer(payers.notifiesRunning);
    const input = chargeInput();
    expect(await charge(input)).toMatchObject({ kind: "awaiting" });
    expect(await query(refOf(input))).toMatchObject({ kind: "unknown", cause: "state_needs_a_person" });
  });

  test("charged but not stored (5100): unknown, the wallet's number kept, and the list stays empty for ever", async () => {
    const { charge, query, peer } = await open();
    peer.script.everyPayer(payers.repeatsThirdNo);
    await charge(chargeInput());
    const input = chargeInput();
    const outcome = await charge(input);
    expect(outcome).toMatchObject({ kind: "unknown", cause: "server_error" });
    expect(outcome.raw).toContain("5100 ER_DUP_ENTRY payed");
    expect(outcome.raw).toContain("4200000000000000000000000001");
    expect(outcome.raw).not.toContain(input.code.reveal());
    for (let i = 0; i < 3; i++) expect(await query(refOf(input))).toMatchObject({ cause: "unlisted_state" });
    expect(taken(peer, input.tradeNo)).toHaveLength(1);
  });

  test("a reason too long to store (C39) is unknown", async () => {
    const { charge, peer } = await open();
    peer.script.nextPayer(payers.declines("余额不足".repeat(12)));
    expect(await charge(chargeInput())).toMatchObject({ kind: "unknown", cause: "server_error" });
  });

  test("the service's own limit: text/plain 500, an empty list, then paid after all (L29–L31)", async () => {
    const { charge, query, peer } = await open({ serverLimitMs: 500 });
    peer.script.nextPayer(payers.slow(1200));
    const input = chargeInput();
    expect(await charge(input)).toMatchObject({
      kind: "unknown",
      cause: "server_error",
      raw: expect.stringContaining("500"),
    });
    expect(await query(refOf(input))).toMatchObject({ kind: "unknown", cause: "unlisted_state" });
    await peer.settled();
    expect(await query(refOf(input))).toMatchObject({ kind: "paid", amountFen: 1250 });
  });

  test("given up by us while the component thinks: empty, then paid, and never posted again (L2–L4)", async () => {
    const { charge, query, peer, posts } = await open();
    peer.script.nextPayer(payers.slow(1300));
    const input = chargeInput(1250, { timeoutMs: 600 });
    expect(await charge(input)).toMatchObject({ kind: "unknown", cause: "timeout" });
    expect(await query(refOf(input))).toMatchObject({ kind: "unknown", cause: "unlisted_state" });
    await peer.settled();
    expect(await query(refOf(input))).toMatchObject({ kind: "paid" });
    expect(posts()).toHaveLength(1);
  });

  test("delivered twice by the network while in flight: the wallet is asked twice, one order is stored (C35)", async () => {
    const { charge, query, peer } = await open();
    peer.script.everyPayer(payers.slow(100));
    peer.script.next("pay", misbehave.twice);
    const input = chargeInput();
    expect(await charge(input)).toMatchObject({ kind: "unknown", cause: "server_error" });
    expect(peer.books.asked.filter((one) => one.number === input.tradeNo)).toHaveLength(2);
    expect(await query(refOf(input))).toMatchObject({ kind: "paid" });
  });

  test("asynchronous mode: awaiting, then paid, declined or unknown (C57–C64)", async () => {
    const { charge, query, peer } = await open();
    for (const mode of peer.books.modes) mode.isAsyncNotify = 1;
    peer.script.nextPayer(payers.pays, payers.declines("NOTENOUGH"), payers.drops(false));
    const kinds: unknown[] = [];
    for (let i = 0; i < 3; i++) {
      const input = chargeInput();
      expect(await charge(input)).toMatchObject({ kind: "awaiting" });
      await peer.settled();
      kinds.push(await query(refOf(input)));
    }
    expect(kinds).toMatchObject([
      { kind: "paid", amountFen: 1250 },
      { kind: "declined", reason: "balance_low" },
      { kind: "unknown", cause: "state_needs_a_person", byHand: true },
    ]);
  });

  test("an asynchronous result that is lost: awaiting for ever, although the wallet took the money", async () => {
    const { charge, query, peer } = await open({ loseAsyncResults: true });
    for (const mode of peer.books.modes) mode.isAsyncNotify = 1;
    const input = chargeInput();
    await charge(input);
    await peer.settled();
    for (let i = 0; i < 3; i++) expect(await query(refOf(input))).toMatchObject({ kind: "awaiting" });
    expect(taken(peer, input.tradeNo)).toHaveLength(1);
  });

  test("money given back at the service's own console: a person must look", async () => {
    const { charge, query, peer } = await open();
    const input = chargeInput();
    await charge(input);
    for (const order of peer.books.orders) order.status = "refunded";
    expect(await query(refOf(input))).toMatchObject({ kind: "unknown", cause: "turned_to_refund", byHand: true });
  });
});
