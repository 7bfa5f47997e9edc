// Beside the queue: the question about the job in front, and how each printer stands. What is in doubt is asked, never
// decided here.
import type { PrintQueue, QueueRow } from "../../../preload/contract/print-calls.ts";
import type { PrinterStatus, PrinterView } from "../../../preload/contract/printing.ts";
import { Button } from "../../components/button.tsx";
import { Shape } from "../../components/shape.tsx";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useMoment, useWords } from "../../text/use-words.ts";
import { goTo } from "../../till.ts";
import { goToSection } from "../settings/store.ts";
import css from "./print.module.css";
import { evidenceOf, nameOf, stateOf } from "./row-words.ts";
import { answerJob, askDrawer, asks, cancelJob, inFront, pausePrinter, sendTo, useQueue } from "./store.ts";

export function Aside() {
  const { print } = useWords();
  const queue = useQueue((each) => each.queue);
  const row = useQueue(inFront);
  if (queue === null) return null;
  return (
    <aside className={cls(css.aside)}>
      {row === null ? null : <InFront row={row} queue={queue} />}
      <div className={cls(css.printers)}>
        {queue.printers.length === 0 ? (
          <>
            <p className={cls(css.note)}>{print.noPrinters}</p>
            <Button
              onPress={() => {
                goToSection("printers");
                goTo("settings");
              }}
            >
              {print.setUp}
            </Button>
          </>
        ) : null}
        {queue.printers.map((printer) => (
          <Printer key={printer.id} printer={printer} />
        ))}
        {queue.printers.some(({ config }) => config.drawer) ? (
          <Button isWide keyName="F10" onPress={() => askDrawer(true)}>
            {print.drawer.title}
          </Button>
        ) : null}
      </div>
    </aside>
  );
}

function InFront({ row, queue }: { readonly row: QueueRow; readonly queue: PrintQueue }) {
  const words = useWords();
  const told = useMoment();
  const { print } = words;
  const isAsked = asks(row);
  const { shape, text } = stateOf(words, row);
  const [kind, number] = nameOf(words, row);
  const title = isAsked ? (row.status === "uncertain" ? print.look : print.notOut) : text;
  const facts = [number, kind, row.amountFen === null ? null : yuan(row.amountFen)].filter(Boolean).join("　");
  return (
    <section className={cls(css.front)} aria-label={title}>
      <h2>
        <Shape name={shape} className={cls(css.headShape)} />
        {title}
      </h2>
      <p className={cls(css.facts)}>{facts}</p>
      <p className={cls(css.note)}>
        {told(row.endedAt ?? row.sentAt ?? row.createdAt)}　{evidenceOf(words, row, queue)}
      </p>
      {isAsked ? <Question row={row} /> : null}
      {row.status === "queued" ? <Waiting row={row} queue={queue} /> : null}
    </section>
  );
}

function Question({ row }: { readonly row: QueueRow }) {
  const { print } = useWords();
  const isBusy = useQueue((each) => each.isBusy);
  const isUncertain = row.status === "uncertain";
  return (
    <>
      <Button
        isWide
        keyName="1"
        isDisabled={isBusy}
        onPress={() => void answerJob(row, isUncertain ? "came_out" : "not_needed")}
      >
        {isUncertain ? print.cameOut : print.notNeeded}
      </Button>
      <Button isWide keyName="2" isDisabled={isBusy} onPress={() => void answerJob(row, "again")}>
        {isUncertain ? print.printAgain : print.printNow}
      </Button>
      <p className={cls(css.note)}>{isUncertain ? print.againNote : print.freshNote}</p>
    </>
  );
}

function Waiting({ row, queue }: { readonly row: QueueRow; readonly queue: PrintQueue }) {
  const { print } = useWords();
  const isBusy = useQueue((each) => each.isBusy);
  const others = row.kind === "drawer" ? [] : queue.printers.filter(({ id }) => id !== row.printer);
  return (
    <>
      {others.map(({ id, config }) => (
        <Button key={id} isWide isDisabled={isBusy} onPress={() => void sendTo(row.job, id)}>
          {print.sendTo({ text: config.name })}
        </Button>
      ))}
      <Button isWide isDisabled={isBusy} onPress={() => void cancelJob(row.job)}>
        {print.cancel}
      </Button>
    </>
  );
}

function addressOf({ config: { target } }: PrinterView, byDefault: string): string {
  switch (target.kind) {
    case "tcp":
      return target.host;
    case "serial":
    case "file":
      return target.path;
    case "system":
      return target.printer === "" ? byDefault : target.printer;
  }
}

const isWell = (status: PrinterStatus | null): boolean => status === "online";

function Printer({ printer }: { readonly printer: PrinterView }) {
  const { print } = useWords();
  const { config, status, paused, queued } = printer;
  const state = print.printers[paused ? "paused" : (status ?? "unknown")];
  return (
    <section className={cls(css.printer)} aria-label={config.name}>
      <header>
        <h3>
          {config.name}　{print.paper({ count: config.paper })}
        </h3>
        <Button size="small" onPress={() => void pausePrinter(printer.id, !paused)}>
          {paused ? print.resume : print.pause}
        </Button>
      </header>
      <ul>
        <li>
          <Shape name={paused || status === null ? "queue" : isWell(status) ? "ok" : "wait"} />
          <span role="status">{state}</span>
          <small>{addressOf(printer, print.systemDefault)}</small>
        </li>
        <li>
          <Shape name="ok" />
          <span>{print.cap({ count: config.perMinute })}</span>
          <small>{print.queued({ count: queued })}</small>
        </li>
      </ul>
    </section>
  );
}
