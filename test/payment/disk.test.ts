// Write before you speak: what leaves the till is on the disk first, and nothing leaves while the disk refuses.
import { describe, expect, test } from "vitest";
import type { Writer } from "../../main/store/open.ts";
import { CODE, type Desk, must, openDesk } from "../support/flow-desk.ts";
import { look, setDisk } from "../support/flow-raw.ts";

const onDisk = (desk: Desk, table: "attempts" | "refunds", number: string): string | undefined => {
  const key = table === "attempts" ? "trade_no" : "refund_no";
  return look<{ status: string }>(desk.file, `SELECT status FROM ${table} WHERE ${key} = ?`, number)[0]?.status;
};

describe("on the disk before the request leaves", () => {
  test("a charge: sending; a question: something open; a cancel: cancelling with its event", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    const seen: string[] = [];
    desk.channel.hooks.before = (name, number) => {
      const kinds = look<{ kind: string }>(
        desk.file,
        "SELECT kind FROM events WHERE subject_id = ? ORDER BY seq",
        number,
      );
      seen.push(`${name}: ${onDisk(desk, "attempts", number)} after ${kinds.at(-1)?.kind}`);
    };
    await desk.pay();
    expect(seen[0]).toBe("charge: sending after send");
    expect(seen.at(-2)).toBe("query: cancelling after spent");
    expect(seen.at(-1)).toBe("cancel: cancelling after cancel");
  });

  test("a QR: sending; a refund: sending", async () => {
    const desk = openDesk();
    const seen: (string | undefined)[] = [];
    desk.channel.hooks.before = (name, number) => {
      if (name === "qr") seen.push(onDisk(desk, "attempts", number));
      if (name === "refund") seen.push(onDisk(desk, "refunds", number));
    };
    const { tradeNo, driver } = must(desk.payment.showQr(desk.sale(), "wechat"));
    await desk.clock.run(driver.done);
    const refund = must(desk.payment.startRefund({ tradeNo, amountFen: null, why: "broken" }));
    await desk.clock.run(desk.payment.followRefund(refund));
    expect(seen).toEqual(["sending", "sending"]);
  });

  test("the receipt of a paid attempt stands in the same transaction as paid", async () => {
    const views: string[] = [];
    const desk: Desk = openDesk({
      changed(tradeNo) {
        const jobs = look<{ kind: string }>(desk.file, "SELECT kind FROM print_jobs WHERE subject_id = ?", tradeNo);
        views.push(`${onDisk(desk, "attempts", tradeNo)} ${jobs.map(({ kind }) => kind).join()}`);
      },
    });
    await desk.pay();
    expect(new Set(views)).toEqual(new Set(["sending ", "paid sale"]));
  });

  test("a refund's receipt stands with refunded, and none with a refusal", async () => {
    const desk = openDesk();
    const { tradeNo } = await desk.pay();
    desk.channel.script.faults.refund = [{ kind: "refused", reason: "refund_closed", raw: "NO" }];
    for (const _ of [1, 2]) {
      const refund = must(desk.payment.startRefund({ tradeNo, amountFen: null, why: "broken" }));
      await desk.clock.run(desk.payment.followRefund(refund));
    }
    const jobs = look<{ kind: string }>(desk.file, "SELECT kind FROM print_jobs ORDER BY job_id");
    expect(jobs.map(({ kind }) => kind)).toEqual(["sale", "refund"]);
  });
});

describe("a disk that refuses to write", () => {
  test("refuses the payment, in words, and nothing is sent", async () => {
    const desk = openDesk();
    setDisk(desk.store, "refuses");
    expect(desk.payment.collect(desk.sale(), CODE)).toMatchObject({
      ok: false,
      failure: { code: "store_cannot_write", who: "manager", detail: "SQLITE_BUSY" },
    });
    expect(desk.payment.showQr(desk.sale(), "wechat")).toMatchObject({ failure: { code: "store_cannot_write" } });
    await desk.clock.pass(60_000);
    expect(desk.channel.heard).toEqual([]);
    expect(look(desk.file, "SELECT * FROM attempts")).toEqual([]);
  });

  test("that is really full does the same", async () => {
    const desk = openDesk();
    const { page_count: pages } = desk.store.read.get<{ page_count: number }>("PRAGMA page_count") ?? { page_count: 0 };
    desk.store.read.get(`PRAGMA max_page_count = ${pages}`);
    const refused = desk.payment.collect(desk.sale({ note: "n".repeat(20_000) }), CODE);
    expect(refused).toMatchObject({ ok: false, failure: { code: "store_cannot_write", detail: "SQLITE_FULL" } });
    expect(desk.channel.heard).toEqual([]);
    expect(desk.problems()).toEqual([]);
  });

  test("between writing down and sending: nothing is sent, and it ends cancelled once the disk works", async () => {
    const desk = openDesk({
      wrap: (store) => {
        let writes = 0;
        return {
          ...store,
          write(work) {
            writes += 1;
            if (writes === 2) setDisk(store, "refuses");
            return store.write(work);
          },
        };
      },
    });
    const { tradeNo, driver } = must(desk.payment.collect(desk.sale(), CODE));
    desk.clock.at(10_000, () => setDisk(desk.store, "works"));
    await desk.clock.run(driver.done);
    expect(desk.attempt(tradeNo)).toMatchObject({ status: "cancelled", reason: "never_sent", sentAt: null });
    expect(desk.channel.heard).toEqual([]);
  });

  test("while the charge is answered: the attempt stays open, is asked about, and is paid once the disk works", async () => {
    const desk = openDesk();
    desk.channel.hooks.after = (name) => {
      if (name === "charge") setDisk(desk.store, "refuses");
    };
    const { tradeNo, driver } = must(desk.payment.collect(desk.sale(), CODE));
    desk.clock.at(12_000, () => setDisk(desk.store, "works"));
    await desk.clock.pass(11_000);
    expect(onDisk(desk, "attempts", tradeNo)).toBe("sending");
    await desk.clock.run(driver.done);
    expect(desk.attempt(tradeNo)).toMatchObject({ status: "paid", unclear: true });
    expect(desk.channel.count("charge")).toBe(1);
    expect(desk.problems()).toEqual([]);
  });

  test("while the charge is answered, and a person says stop: it is called off once the disk works", async () => {
    const desk = openDesk();
    desk.channel.script.payer = { typesMs: null };
    desk.channel.hooks.after = (name) => {
      if (name === "charge") setDisk(desk.store, "refuses");
    };
    const { tradeNo, driver } = must(desk.payment.collect(desk.sale(), CODE));
    desk.clock.at(2000, () => desk.payment.stop(tradeNo));
    desk.clock.at(60_000, () => setDisk(desk.store, "works"));
    await desk.clock.run(driver.done);
    expect(desk.attempt(tradeNo).status).toBe("cancelled");
    expect(desk.channel.stateOf(tradeNo)).toBe("reversed");
    expect(desk.logged).not.toContain("follow.bug");
  });

  test("at any moment of calling off: no cancel leaves that was not written, and it goes on afterwards", async () => {
    for (const fromMs of [29_000, 30_050, 30_150]) {
      const desk = openDesk();
      desk.channel.script.payer = { typesMs: null };
      desk.channel.script.refusals = 1;
      desk.clock.at(fromMs, () => setDisk(desk.store, "refuses"));
      desk.clock.at(50_000, () => setDisk(desk.store, "works"));
      const { tradeNo, driver } = must(desk.payment.collect(desk.sale(), CODE));
      await desk.clock.run(driver.done);
      expect(desk.attempt(tradeNo).status).toBe("cancelled");
      const written = desk.history(tradeNo).filter((kind) => kind === "cancel").length;
      expect(desk.channel.count("cancel")).toBe(written);
      expect(desk.logged).not.toContain("follow.bug");
    }
  });

  test("for ever: a command ends when its patience does, and the attempt stays open", async () => {
    const desk = openDesk({ patienceMs: 20_000 });
    desk.channel.hooks.after = () => setDisk(desk.store, "refuses");
    const { tradeNo, driver } = must(desk.payment.collect(desk.sale(), CODE));
    await desk.clock.run(driver.done);
    expect(desk.attempt(tradeNo).status).toBe("sending");
    expect(desk.clock.monotonic()).toBeLessThan(60_000);
  });

  test("at a start: nothing is thrown, nothing is sent, and what was open is settled once it works", async () => {
    const desk = openDesk();
    desk.channel.hooks.after = (name) => {
      if (name === "charge") setDisk(desk.store, "refuses");
    };
    const { tradeNo } = must(desk.payment.collect(desk.sale(), CODE));
    await desk.clock.pass(200);
    desk.closing.abort();
    const next = openDesk({ file: desk.file, clock: desk.clock, channel: desk.channel });
    setDisk(next.store, "refuses");
    const [driver] = next.payment.recover();
    if (!driver) throw new Error("nothing was taken over");
    next.clock.at(30_000, () => setDisk(next.store, "works"));
    await next.clock.run(driver.done);
    expect(next.attempt(tradeNo).status).toBe("paid");
    expect(desk.channel.count("charge")).toBe(1);
  });

  test("under a refund: refused in words before it leaves; kept open and asked about when its answer cannot be kept", async () => {
    const desk = openDesk();
    const { tradeNo } = await desk.pay();
    setDisk(desk.store, "refuses");
    const request = { tradeNo, amountFen: null, why: "broken" };
    expect(desk.payment.startRefund(request)).toMatchObject({ ok: false, failure: { code: "store_cannot_write" } });
    expect(desk.channel.count("refund")).toBe(0);
    setDisk(desk.store, "works");
    desk.channel.hooks.after = (name) => {
      if (name === "refund") setDisk(desk.store, "refuses");
    };
    const number = must(desk.payment.startRefund(request));
    desk.clock.at(desk.clock.monotonic() + 9000, () => setDisk(desk.store, "works"));
    await desk.clock.run(desk.payment.followRefund(number));
    expect(desk.refundStatus(number)).toBe("refunded");
    expect(desk.channel.count("refund")).toBe(1);
    expect(desk.problems()).toEqual([]);
  });

  test("between writing a refund down and sending it: nothing is sent, and it ends refused once the disk works", async () => {
    const desk = openDesk();
    const { tradeNo } = await desk.pay();
    let writes = 0;
    const { write } = desk.store;
    Object.assign(desk.store, {
      write<T>(work: (tx: Writer) => T): T {
        writes += 1;
        if (writes === 2) setDisk(desk.store, "refuses");
        return write(work);
      },
    });
    const number = must(desk.payment.startRefund({ tradeNo, amountFen: null, why: "broken" }));
    desk.clock.at(desk.clock.monotonic() + 5000, () => setDisk(desk.store, "works"));
    await desk.clock.run(desk.payment.followRefund(number));
    expect(must(desk.payment.refund(number))).toMatchObject({ status: "refused", reason: "never_sent" });
    expect(desk.channel.count("refund")).toBe(0);
    expect(desk.logged).not.toContain("refund.failed");
  });
});
