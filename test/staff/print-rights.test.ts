// The print queue is the real book's, also while training: who may not print cancels and holds up nothing of it from there,
// and nothing more of it is printed.
import { expect, test } from "vitest";
import { codeOf, cashSale, realShop, signIn } from "./shop.ts";

/** A real receipt waits for a printer; cashiers may not print, and a cashier is in training. */
async function waiting() {
  const desk = await realShop();
  const manager = ["collect", "print"] as const;
  await desk.done("staff.rules", { rights: { cashier: ["collect"], manager: [...manager] } });
  const target = { kind: "tcp", host: "127.0.0.1", port: 9 } as const;
  const { printers } = await desk.done("printers.save", { id: null, config: { name: "前台", target } });
  await cashSale(desk);
  const [job] = desk.till.prints.jobs(1);
  expect(job?.status).toBe("queued");
  await signIn(desk, "3");
  await desk.done("till.mode", { mode: "training" });
  return { desk, job: job?.job ?? 0, printer: printers[0]?.id ?? "" };
}

test("who may not print cancels, answers, moves and pauses nothing from training", async () => {
  const { desk, job, printer } = await waiting();
  for (const answer of [
    await desk.call("print.cancel", { job }),
    await desk.call("print.answer", { job, says: "came_out" }),
    await desk.call("print.reroute", { job, printer }),
    await desk.call("print.pause", { printer, paused: true }),
  ])
    expect(codeOf(answer)).toBe("staff_needs_approval");
  expect(desk.till.prints.jobs(1)).toMatchObject([{ job, status: "queued" }]);
  expect(desk.till.prints.state().status).not.toBe("paused");
});

test("who may print sends nothing more to a printer from training", async () => {
  const { desk, job, printer } = await waiting();
  await signIn(desk, "2");
  expect(codeOf(await desk.call("print.reroute", { job, printer }))).toBe("printing_in_training");
  expect(codeOf(await desk.call("print.cancel", { job }))).toBe("ok");
  expect(codeOf(await desk.call("print.answer", { job, says: "again" }))).toBe("printing_in_training");
  expect(desk.till.prints.jobs(9)).toHaveLength(1);
});
