// A till with its real devices process, in training, for tests that scan with real ports. Everything opened is closed
// after the test.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import type { ScanAnswer, TillState } from "../../preload/contract/views.ts";
import { fen } from "../../preload/contract/money.ts";
import { openHttp } from "../../main/channel/http.ts";
import { systemClock } from "../../main/clock.ts";
import { fileKeyBox } from "../../main/host/secrets.ts";
import { forkService, type ServiceProcess } from "../../main/host/service.ts";
import { systemIds } from "../../main/ids.ts";
import { openLog } from "../../main/log.ts";
import { openTill, type Till } from "../../main/till.ts";
import { verifyStore } from "../../main/store/verify.ts";
import { until } from "../scan/serial-gun.ts";

export const DEVICES = resolve(import.meta.dirname, "../../main/devices/process.ts");

export type Shop = {
  readonly till: Till;
  readonly scans: ScanAnswer[];
  /** Every devices process so far, oldest first. */
  readonly processes: ServiceProcess[];
  /** As it happens after each test; a second time it does nothing. */
  close(): Promise<void>;
  state(): Promise<TillState>;
  /** Waits until every gun that is wanted is heard. */
  ready(): Promise<void>;
  /** Locks an amount. */
  begin(amountFen: number): Promise<void>;
};

export async function openShop(): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), "till-devices-"));
  const http = openHttp();
  const processes: ServiceProcess[] = [];
  const fork = forkService(DEVICES);
  const opened = await openTill({
    folder,
    clock: systemClock,
    ids: systemIds,
    http: http.http,
    secrets: fileKeyBox(folder, systemIds),
    log: openLog("silent"),
    version: "test",
    patienceMs: Number.POSITIVE_INFINITY,
    devices() {
      const process = fork();
      processes.push(process);
      return process;
    },
    notices: false,
  });
  if (!opened.ok) throw new Error(opened.failure.code);
  const till = opened.value;
  const scans: ScanAnswer[] = [];
  let latest: TillState | null = null;
  till.listen((event) => {
    if (event.name === "scan.heard") scans.push(event.payload);
    if (event.name === "till.changed") latest = event.payload;
  });
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    const { problems } = verifyStore(till.books.training.store.read);
    await till.close();
    http.close();
    rmSync(folder, { recursive: true, force: true });
    if (problems.length > 0) throw new Error(problems.join("\n"));
  };
  onTestFinished(close);
  return {
    till,
    scans,
    processes,
    close,
    async state() {
      const answer = await till.handlers["till.state"]({});
      if (!answer.ok) throw new Error(answer.failure.code);
      return answer.value;
    },
    ready: () => until(() => latest?.scanner.status === "ready"),
    async begin(amountFen) {
      const answer = await till.handlers["collect.begin"]({ amountFen: fen(amountFen) });
      if (!answer.ok) throw new Error(answer.failure.code);
    },
  };
}
