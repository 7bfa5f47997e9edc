// `pay` on pooul against the strict peer: whatever goes wrong on the way, the command ends with what is true, sends
// one charge at most, and both books agree.
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { type Behaviour, type Script, payers, wrong } from "../peers/pooul.ts";
import { type Shop, TIMING, expectAgreement, openShop } from "./agree.ts";
import { type Json, cli, inside, keep, newFolder, payCode } from "./cli.ts";

const AMOUNT = 1250;
const OTHER = "926112108173790000012";

const words = (code = payCode()) => ["pay", "--channel", "pooul", "--amount", String(AMOUNT), "--code", code];
const pay = ({ folder }: Pick<Shop, "folder">, code?: string) => cli(folder, ...words(code));

type Case = {
  readonly rule: string;
  readonly script?: (script: Script) => void;
  readonly timing?: Record<string, unknown>;
  readonly edition?: "A" | "B";
  readonly code: 0 | 1 | 3;
  readonly json: Json;
};

const charge = (...behaviours: readonly Behaviour[]) => ({
  script: (script: Script) => script.next("pay", ...behaviours),
});
const PAID = { code: 0, json: { status: "paid", verdict: "release", amountFen: AMOUNT, channel: "pooul" } } as const;
const CANCELLED = { code: 1, json: { status: "cancelled", verdict: "retry" } } as const;
/** A request timeout short enough to be waited for. */
const BRIEF = { timing: { requestTimeoutMs: 1000, pollForMs: 4000 } };
/** The payer pays in the end: however slow this machine is, there is time for it. */
const PATIENT = { timing: { pollForMs: 8000 } };

const CASES: readonly Case[] = [
  {
    rule: "a charge answered paid exits 0 with the channel's number",
    ...PAID,
    json: { ...PAID.json, channelTradeNo: expect.stringMatching(/^5b37/) },
  },
  { rule: "a charge answered paid without an amount is asked for it", edition: "A", ...PAID },
  {
    rule: "a payer who types a password is waited for",
    script: (script) => script.everyPayer(payers.types(3)),
    ...PATIENT,
    ...PAID,
  },
  {
    rule: "a payment made while nobody asks is found by the next query",
    script: (script) => script.everyPayer(payers.paysAfter(200)),
    ...PATIENT,
    ...PAID,
  },
  {
    rule: "a payer who never pays is reversed, with the channel's word for it",
    script: (script) => script.everyPayer(payers.neverPays),
    code: 1,
    json: { status: "cancelled", verdict: "retry", reason: "reversed" },
  },
  {
    rule: "a definite decline exits 1",
    script: (script) => script.everyPayer(payers.declines),
    code: 1,
    json: { status: "declined", verdict: "retry", reason: "refused_by_channel" },
  },
  {
    rule: "a charge answered with an error but paid is paid",
    script: (script) => script.everyPayer(payers.fails(600, "SYSTEMERROR", [6, 0])),
    ...PAID,
  },
  {
    rule: "a charge whose request was lost ends cancelled, after answers that agree",
    ...charge({ do: "lose_request" }),
    ...CANCELLED,
  },
  { rule: "a charge whose answer was lost is found paid", ...charge({ do: "lose_answer" }), ...PAID },
  { rule: "a charge whose answer broke off in the middle is found paid", ...charge({ do: "half_answer" }), ...PAID },
  { rule: "a charge never answered is found paid", ...charge({ do: "hang" }), ...BRIEF, ...PAID },
  {
    rule: "a charge answered byte by byte is cut off and found paid",
    ...charge({ do: "drip", everyMs: 20 }),
    ...BRIEF,
    ...PAID,
  },
  { rule: "a charge answered late but in time is paid", ...charge({ do: "late", ms: 600 }), ...PAID },
  { rule: "a charge the network delivers twice takes money once", ...charge({ do: "twice" }), ...PAID },
  { rule: "a 502 page after a done charge is asked about", ...charge(wrong.badGateway), ...PAID },
  { rule: "a 500 after a done charge is asked about", ...charge(wrong.serverError), ...PAID },
  { rule: "an HTML page instead of a charge ends cancelled, never paid", ...charge(wrong.htmlPage), ...CANCELLED },
  {
    rule: "429 for a charge ends cancelled, and the charge is not sent again",
    ...charge(wrong.rateLimited),
    ...CANCELLED,
  },
  { rule: "an answer signed by somebody else proves nothing", ...charge({ do: "wrong_signature" }), ...PAID },
  { rule: "an unsigned success proves nothing", ...charge({ do: "plain_success" }), ...PAID },
  { rule: "an answer about another order proves nothing", ...charge({ do: "other_order", tradeNo: OTHER }), ...PAID },
  { rule: "an answer of ten megabytes is cut off", ...charge({ do: "huge" }), ...PAID },
  {
    rule: "a redirect is not followed",
    ...charge({ do: "redirect", to: "http://127.0.0.1:9/elsewhere" }),
    ...CANCELLED,
  },
  {
    rule: "a signed failure of the charge is asked about",
    ...charge({ do: "signed_fail", code: 601, msg: "SYSTEMERROR" }),
    ...CANCELLED,
  },
  {
    rule: "always another order in every answer: never paid, never unpaid",
    script(script) {
      for (const call of ["pay", "query", "reverse"] as const)
        script.every(call, { do: "other_order", tradeNo: OTHER });
    },
    code: 3,
    json: { status: "needs_review", verdict: "wait" },
  },
  {
    rule: "every answer forged: never paid, never unpaid",
    script(script) {
      for (const call of ["pay", "query", "reverse"] as const) script.every(call, { do: "wrong_signature" });
    },
    code: 3,
    json: { status: "needs_review", verdict: "wait", reason: "bad_signature" },
  },
  {
    rule: "another amount is never paid",
    ...charge({ do: "wrong_amount", fen: 1 }),
    code: 3,
    json: { status: "needs_review", verdict: "wait", exception: "amount_mismatch", reason: "amount_differs" },
  },
  {
    rule: "another amount in a query is never paid",
    script(script) {
      script.everyPayer(payers.types(1));
      script.every("query", { do: "wrong_amount", fen: AMOUNT * 100 });
    },
    code: 3,
    json: { status: "needs_review", verdict: "wait", exception: "amount_mismatch" },
  },
  {
    rule: "a state that only a person can read goes to review",
    script: (script) => script.everyPayer(payers.inState(4)),
    code: 3,
    json: { status: "needs_review", reason: "state_needs_a_person" },
  },
  {
    rule: "a payer who pays just before the reverse is paid, and nothing is reversed",
    script: (script) => script.everyPayer(payers.types(2)),
    timing: { pollForMs: 0 },
    ...PAID,
  },
  {
    rule: "a refused reverse is repeated until it is confirmed",
    script(script) {
      script.everyPayer(payers.neverPays);
      script.next("reverse", wrong.userPaying, wrong.systemError);
    },
    ...CANCELLED,
  },
  {
    rule: "a reverse whose answer is lost is repeated until it is confirmed",
    script(script) {
      script.everyPayer(payers.neverPays);
      script.next("reverse", { do: "lose_answer" }, { do: "lose_request" });
    },
    ...CANCELLED,
  },
  {
    rule: "a reverse that is refused to the end is no proof: needs_review, exit 3",
    script(script) {
      script.everyPayer(payers.neverPays);
      script.every("reverse", wrong.userPaying);
    },
    code: 3,
    json: { status: "needs_review", verdict: "wait" },
  },
  {
    rule: "lost queries do not end the wait",
    script(script) {
      script.everyPayer(payers.types(2));
      script.next("query", { do: "lose_answer" }, wrong.rateLimited, wrong.badGateway);
    },
    ...PATIENT,
    ...PAID,
  },
];

// A process costs half a second of this machine: every fourth has one, the others take the same way inside this one.
const NUMBERED = CASES.map((one, index) => ({ ...one, outside: index % 4 === 0 }));

it.concurrent.each(NUMBERED)("$rule", async ({ script, timing, edition, code, json, outside }) => {
  const shop = await openShop(timing, edition ? { edition } : {});
  script?.(shop.peer.script);
  const paid = await (outside ? pay(shop) : inside(shop.folder, words()));
  expect(paid).toMatchObject({ code, json });
  expect(shop.peer.requests.filter((request) => request.call === "pay")).toHaveLength(1);
  await expectAgreement(shop);
});

it.concurrent("a code that was used before is declined or cancelled, and takes nothing", async () => {
  const shop = await openShop();
  const code = payCode();
  expect((await pay(shop, code)).code).toBe(0);
  expect((await pay(shop, code)).code).toBe(1);
  await expectAgreement(shop);
});

it.concurrent("an order whose amount differs can be cancelled, and then the money really went back", async () => {
  const shop = await openShop();
  shop.peer.script.next("pay", { do: "wrong_amount", fen: 1 });
  shop.peer.script.every("query", { do: "wrong_amount", fen: 1 });
  const order = String((await inside(shop.folder, words())).json["order"]);
  expect((await inside(shop.folder, ["recover"])).json).toMatchObject({ open: 0, review: 1 });
  const cancelled = await inside(shop.folder, ["cancel", "--order", order]);
  const { paidFen, returnedFen } = shop.peer.books.orders.get(order) ?? {};
  expect([paidFen, cancelled.json["status"] === "cancelled" ? returnedFen : paidFen]).toEqual([AMOUNT, AMOUNT]);
  expect(cancelled.json["status"]).not.toBe("paid");
  await expectAgreement(shop);
});

it.concurrent("a channel that falls silent after the charge leaves a review; a later query or recover finds the money", async () => {
  const shop = await openShop({ requestTimeoutMs: 1000 });
  for (const call of ["pay", "query", "reverse"] as const) shop.peer.script.every(call, { do: "lose_request" });
  shop.peer.script.next("pay", { do: "lose_answer" });
  const silent = await inside(shop.folder, words());
  expect(silent).toMatchObject({ code: 3, json: { status: "needs_review", verdict: "wait" } });
  expect(await inside(shop.folder, ["recover"])).toMatchObject({ code: 3, json: { open: 0, review: 1 } });
  shop.peer.script.clear();
  expect(await inside(shop.folder, ["recover"])).toMatchObject({ code: 0, json: { open: 0, settled: 1, review: 0 } });
  const query = await inside(shop.folder, ["query", "--order", String(silent.json["order"])]);
  expect(query).toMatchObject({ code: 0, json: { status: "paid", verdict: "release" } });
  await expectAgreement(shop);
});

it.concurrent("money that comes after we said cancelled shows as paid with paid_late", async () => {
  const shop = await openShop();
  shop.peer.script.everyPayer(payers.paysAfterUndo(1));
  const first = await pay(shop);
  expect(first).toMatchObject({ code: 1, json: { status: "cancelled" } });
  const late = await cli(shop.folder, "query", "--order", String(first.json["order"]));
  expect(late).toMatchObject({ code: 0, json: { status: "paid", verdict: "release", exception: "paid_late" } });
  await expectAgreement(shop);
});

it.concurrent("a channel that nobody answers for takes no money: never sent, exit 1", async () => {
  const closed = createServer();
  await new Promise<void>((done) => void closed.listen(0, "127.0.0.1", done));
  const { port } = closed.address() as AddressInfo;
  await new Promise((done) => closed.close(done));
  const { peer } = await openShop();
  const folder = newFolder();
  const config = peer.config({ baseUrl: `http://127.0.0.1:${port}`, timing: TIMING });
  await inside(folder, ["channel", "set", "pooul"], JSON.stringify(config));
  expect(await pay({ folder })).toMatchObject({ code: 1, json: { status: "declined", reason: "never_sent" } });
  await expectAgreement({ peer, folder });
});

it.concurrent("the note is what the customer reads on the bill", async () => {
  const shop = await openShop();
  const code = payCode("28", 24);
  keep(code);
  const paid = await cli(
    shop.folder,
    "pay",
    "--channel=pooul",
    "--amount=1",
    `--code=${code}`,
    "--note",
    "两杯 coffee",
  );
  expect(paid.code).toBe(0);
  expect(shop.peer.requests[0]?.fields).toMatchObject({ body: "两杯 coffee", auth_code: code, total_fee: 1 });
  await expectAgreement(shop);
});
