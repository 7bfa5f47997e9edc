// `verify` as support runs it: whatever is edited, deleted or swapped in a book's history, it ends with 1 and names the place.
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { inside, newFolder, payCode, text } from "./cli.ts";

type Event = Readonly<Record<string, string | number | null>>;

/** A payment and its refund; what makes a book one that cannot be edited is taken away, as an editor would. */
async function writtenBook(): Promise<{ folder: string; db: Database.Database; events: readonly Event[] }> {
  const folder = newFolder();
  const paid = await inside(folder, ["pay", "--channel=training", "--amount=100", `--code=${payCode()}`]);
  await inside(folder, ["refund", `--order=${text(paid.json, "order")}`, "--reason=broken"]);
  const db = new Database(join(folder, "training.db"));
  db.exec("DROP TRIGGER events_stay; DROP TRIGGER events_hold");
  return { folder, db, events: db.prepare<[], Event>("SELECT * FROM events ORDER BY seq").all() };
}

async function firstProblem(folder: string): Promise<{ code: number | null; first: unknown }> {
  const { code, json } = await inside(folder, ["verify"]);
  const problems: unknown = json["problems"];
  return { code, first: Array.isArray(problems) ? problems[0] : problems };
}

/** The same text with its first, middle or last character another one. */
function edited(value: string | number | null, at: number): string | number {
  if (typeof value === "number") return value + 1;
  if (value === null || value === "") return "x";
  return value.slice(0, at) + (value[at] === "a" ? "b" : "a") + value.slice(at + 1);
}

test("a book that nobody touched is in order", async () => {
  const { folder, events } = await writtenBook();
  expect(events.length).toBeGreaterThan(5);
  expect(await inside(folder, ["verify"])).toMatchObject({ code: 0, json: { ok: true, problems: [] } });
});

test("a byte edited anywhere in any event ends with 1, and the event is named", async () => {
  const { folder, db, events } = await writtenBook();
  for (const event of events)
    for (const [column, value] of Object.entries(event)) {
      if (column === "seq") continue;
      const length = typeof value === "string" ? value.length : 1;
      for (const at of new Set([0, length >> 1, length - 1])) {
        const put = db.prepare(`UPDATE events SET ${column} = ? WHERE seq = ?`);
        try {
          put.run(edited(value, Math.max(0, at)), event["seq"]);
        } catch (error) {
          // The table itself refuses a subject that is none, or a detail that is no JSON.
          expect(String(error)).toContain("CHECK constraint failed");
          continue;
        }
        expect(await firstProblem(folder), `${column} of event ${event["seq"]}, byte ${at}`).toEqual({
          code: 1,
          first: expect.stringMatching(new RegExp(`event ${event["seq"]}: `)),
        });
        put.run(value, event["seq"]);
      }
    }
  expect(await firstProblem(folder)).toEqual({ code: 0, first: undefined });
}, 120_000);

test("any event deleted ends with 1, and the gap is named", async () => {
  const { folder, db, events } = await writtenBook();
  for (const event of events) {
    db.prepare("DELETE FROM events WHERE seq = ?").run(event["seq"]);
    const first = expect.stringMatching(new RegExp(`event ${event["seq"]}: missing`));
    expect(await firstProblem(folder)).toEqual({ code: 1, first });
    const names = Object.keys(event);
    db.prepare(`INSERT INTO events (${names.join()}) VALUES (${names.map(() => "?").join()})`).run(
      ...Object.values(event),
    );
  }
  expect(await firstProblem(folder)).toEqual({ code: 0, first: undefined });
}, 60_000);

test("any two events swapped end with 1, and the first of them is named", async () => {
  const { folder, db, events } = await writtenBook();
  const swap = (one: number, other: number) => {
    const put = db.prepare("UPDATE events SET seq = ? WHERE seq = ?");
    for (const [to, from] of [
      [-1, one],
      [one, other],
      [other, -1],
    ] as const)
      put.run(to, from);
  };
  for (let one = 1; one < events.length; one++)
    for (const other of [one + 1, events.length]) {
      if (one === other) continue;
      swap(one, other);
      const first = expect.stringMatching(new RegExp(`event ${one}: `));
      expect(await firstProblem(folder), `${one} and ${other}`).toEqual({ code: 1, first });
      swap(one, other);
    }
  expect(await firstProblem(folder)).toEqual({ code: 0, first: undefined });
}, 60_000);
