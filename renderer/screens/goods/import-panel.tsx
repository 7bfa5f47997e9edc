// Choosing a file, what it holds or what is wrong with it, and the one press that puts it in the place of the old list.
import { useRef } from "react";
import { MAX_GOODS } from "../../../preload/contract/goods.ts";
import { Button } from "../../components/button.tsx";
import { Shape } from "../../components/shape.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./goods.module.css";
import { MAX_FILE_MB } from "./read-file.ts";
import type { Sheet } from "./read-goods.ts";
import { choose, forget, replaceWith, useGoods } from "./store.ts";

export function ImportPanel() {
  const { goods: words } = useWords();
  const { count, step } = useGoods();
  const file = useRef<HTMLInputElement>(null);
  const isBusy = step.kind === "reading" || step.kind === "sending";
  return (
    <section className={cls(css.panel)} aria-label={words.title}>
      <header className={cls(css.panelHead)}>
        <h2>{words.importTitle}</h2>
        {count === null || count === 0 ? null : <span>{words.count({ count })}</span>}
      </header>
      <p className={cls(css.text)}>{words.how}</p>
      <input
        ref={file}
        type="file"
        hidden
        accept=".csv,.txt,.tsv,.xlsx"
        aria-label={words.choose}
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          event.target.value = "";
          if (chosen) void choose(chosen);
        }}
      />
      <div role="status" className={cls(css.said)}>
        {step.kind === "reading" ? words.reading : null}
        {step.kind === "sending" ? words.sending({ count: step.sent }) : null}
        {step.kind === "done" ? words.done({ count: step.count }) : null}
        {step.kind === "read" ? <Read name={step.name} sheet={step.sheet} /> : null}
      </div>
      {step.kind === "read" && step.sheet.ok ? null : (
        <Button size="small" isDisabled={isBusy} onPress={() => file.current?.click()}>
          {words.choose}
        </Button>
      )}
    </section>
  );
}

function Read({ name, sheet }: { readonly name: string; readonly sheet: Sheet }) {
  const { goods: words } = useWords();
  if (sheet.ok) {
    const count = sheet.goods.length;
    return (
      <>
        <p>{words.ready({ count, text: name })}</p>
        <div className={cls(css.choice)}>
          <Button size="small" kind="go" onPress={() => void replaceWith(sheet.goods)}>
            {words.replace({ count })}
          </Button>
          <Button size="small" onPress={forget}>
            {words.cancel}
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      <p className={cls(css.refused)}>
        <Shape name="none" />
        <b>{words.refused({ text: name })}</b>
      </p>
      <Problems sheet={sheet} />
    </>
  );
}

function Problems({ sheet }: { readonly sheet: Extract<Sheet, { ok: false }> }) {
  const { goods: words } = useWords();
  if (sheet.problem !== "rows") {
    const details = {
      too_big: String(MAX_FILE_MB),
      too_many: String(MAX_GOODS),
      no_columns: sheet.missing.map((column) => words.columns[column]).join("、"),
      not_readable: "",
      empty: "",
    };
    return <p>{words.sheetProblems[sheet.problem]({ text: details[sheet.problem] })}</p>;
  }
  return (
    <ul className={cls(css.problems)}>
      {sheet.rows.map(({ row, problem, detail }) => (
        <li key={row}>{words.rowLine({ row, says: words.rowProblems[problem]({ text: detail }) })}</li>
      ))}
      {sheet.more === 0 ? null : <li>{words.moreRows({ count: sheet.more })}</li>}
    </ul>
  );
}
