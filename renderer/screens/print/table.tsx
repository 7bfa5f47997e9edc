// The jobs as a table with real headers, newest first. The chosen one stands beside it.
import { Cell, Column, Row, Table, TableBody, TableHeader } from "react-aria-components/Table";
import type { PrintQueue, QueueRow } from "../../../preload/contract/print-calls.ts";
import { Shape } from "../../components/shape.tsx";
import { cls } from "../../class-names.ts";
import { useMoment, useWords } from "../../text/use-words.ts";
import css from "./print.module.css";
import { evidenceOf, nameOf, stateOf } from "./row-words.ts";
import { choose, inFront, useQueue } from "./store.ts";

export function QueueTable() {
  const { print } = useWords();
  const queue = useQueue((each) => each.queue);
  const front = useQueue(inFront);
  if (queue === null) return <p className={cls(css.empty)}>{print.reading}</p>;
  if (queue.rows.length === 0) return <p className={cls(css.empty)}>{print.empty}</p>;
  const select = (keys: "all" | Iterable<unknown>) => {
    const [key] = keys === "all" ? [] : keys;
    choose(queue.rows.find(({ job }) => job === key)?.job ?? null);
  };
  return (
    <div className={cls(css.scroll)}>
      <Table
        aria-label={print.table}
        className={cls(css.table)}
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={front === null ? [] : [front.job]}
        onSelectionChange={select}
      >
        <TableHeader>
          <Column>{print.time}</Column>
          <Column isRowHeader>{print.what}</Column>
          <Column>{print.result}</Column>
          <Column>{print.evidence}</Column>
        </TableHeader>
        <TableBody>
          {queue.rows.map((row) => (
            <JobRow key={row.job} row={row} queue={queue} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function JobRow({ row, queue }: { readonly row: QueueRow; readonly queue: PrintQueue }) {
  const words = useWords();
  const told = useMoment();
  const [kind, ...rest] = nameOf(words, row);
  const { shape, text } = stateOf(words, row);
  return (
    <Row id={row.job} className={cls(css.row)}>
      <Cell className={cls(css.muted)}>{told(row.endedAt ?? row.sentAt ?? row.createdAt)}</Cell>
      <Cell>
        <span className={cls(css.what)}>
          <b>{kind}</b>
          {rest.map((part) => (
            <span key={part}>{part}</span>
          ))}
        </span>
      </Cell>
      <Cell>
        <span className={cls(css.state)}>
          <Shape name={shape} />
          {text}
        </span>
      </Cell>
      <Cell className={cls(css.muted, css.evidence)}>{evidenceOf(words, row, queue)}</Cell>
    </Row>
  );
}
