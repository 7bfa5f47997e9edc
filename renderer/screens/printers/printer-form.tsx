// One printer: how it is reached, its paper, what hangs on it, how often each slip comes out.
import { type JobKind, type PrinterConfig, paper } from "../../../preload/contract/printing.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { failureText } from "../../components/notice-line.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { type Draft, TARGET_KINDS } from "./draft.ts";
import { LineField } from "./line-field.tsx";
import css from "./printers.module.css";
import {
  askRemove,
  choosePrinter,
  configNow,
  removePrinter,
  savePrinter,
  testPrinter,
  type,
  usePrinters,
} from "./store.ts";
import { TargetFields } from "./target-fields.tsx";
import { TestQuestion } from "./test-question.tsx";

export function PrinterForm() {
  const { printers } = useWords();
  const { draft, kept, chosen } = usePrinters();
  if (draft === null || kept === null) return null;
  const NEW = "";
  return (
    <>
      <div className={cls(css.scroll)}>
        {kept.printers.length === 0 ? <p className={cls(css.note)}>{printers.none}</p> : null}
        {kept.printers.length === 0 ? null : (
          <Choice
            name={printers.list}
            options={[
              ...kept.printers.map(({ id, config }) => ({ value: id, label: config.name })),
              { value: NEW, label: printers.add },
            ]}
            value={chosen ?? NEW}
            onChange={(id) => choosePrinter(id === NEW ? null : id, printers.newName)}
            look="chip"
          />
        )}
        <Standing />
        <Fields draft={draft} />
      </div>
      <Foot draft={draft} />
    </>
  );
}

function Standing() {
  const { printers, print } = useWords();
  const printer = usePrinters(({ kept, chosen }) => kept?.printers.find(({ id }) => id === chosen));
  if (!printer) return null;
  return (
    <p className={cls(css.standing)} role="status">
      <b>{print.printers[printer.paused ? "paused" : (printer.status ?? "unknown")]}</b>
      <span>
        {printer.config.target.kind === "system" ? printers.unseen : printer.talks ? printers.answers : printers.silent}
      </span>
    </p>
  );
}

function Fields({ draft }: { readonly draft: Draft }) {
  const { printers } = useWords();
  const isBadName = draft.name.trim() === "" || draft.name.trim().length > 40;
  return (
    <>
      <LineField
        name={printers.name}
        value={draft.name}
        onChange={(name) => type({ name })}
        problem={isBadName ? printers.bad.name : null}
      />
      <Choice
        name={printers.kind}
        options={TARGET_KINDS.map((kind) => ({ value: kind, label: printers.kinds[kind] }))}
        value={draft.kind}
        onChange={(kind) => type({ kind })}
        look="chip"
        showName
      />
      <TargetFields draft={draft} />
      <Choice
        name={printers.paper}
        options={paper.options.map(({ value }) => ({
          value: String(value),
          label: printers.papers({ count: value }),
        }))}
        value={String(draft.paper)}
        onChange={(value) => type({ paper: value === "58" ? 58 : 80 })}
        look="chip"
        showName
      />
      <Copies name={printers.copies} draft={draft} kinds={["sale"]} />
      {draft.kind === "system" ? null : <Machine draft={draft} />}
      <Copies name={printers.moreCopies} draft={draft} kinds={["refund", "unknown", "shift", "day"]} />
      <LineField
        name={printers.perMinute}
        value={draft.perMinute}
        onChange={(perMinute) => type({ perMinute })}
        problem={/^\d{1,4}$/.test(draft.perMinute) && draft.perMinute !== "0" ? null : printers.bad.perMinute}
        isNumber
      />
    </>
  );
}

/** What a receipt printer has or can do; the system's printing has none of it. */
function Machine({ draft }: { readonly draft: Draft }) {
  const { printers } = useWords();
  return (
    <>
      <YesNo name={printers.drawer} value={draft.drawer} onChange={(drawer) => type({ drawer })} />
      <YesNo
        name={printers.cutter}
        value={draft.cutter}
        onChange={(cutter) => type({ cutter })}
        said={printers.cutters}
      />
      <Choice
        name={printers.font}
        options={(["printer", "picture"] as const).map((each) => ({ value: each, label: printers.fonts[each] }))}
        value={draft.font}
        onChange={(font) => type({ font })}
        look="chip"
        showName
      />
      {draft.font === "picture" ? null : (
        <YesNo
          name={printers.fourByte}
          value={draft.fourByte}
          onChange={(fourByte) => type({ fourByte })}
          said={printers.fourBytes}
        />
      )}
      <Choice
        name={printers.command}
        options={(["generic", "escpos"] as const).map((each) => ({ value: each, label: printers.commands[each] }))}
        value={draft.command}
        onChange={(command) => type({ command })}
        look="chip"
        showName
      />
    </>
  );
}

const MOST = [0, 1, 2, 3] as const;

/** One choice for all of these kinds. */
function Copies(props: {
  readonly name: string;
  readonly draft: Draft;
  readonly kinds: readonly Exclude<JobKind, "drawer">[];
}) {
  const { printers } = useWords();
  const { name, draft, kinds } = props;
  const set = (count: number): PrinterConfig["copies"] => ({
    ...draft.copies,
    ...Object.fromEntries(kinds.map((kind) => [kind, count])),
  });
  const [first = "sale"] = kinds;
  const { none, some } = printers.copyCounts;
  return (
    <Choice
      name={name}
      options={MOST.map((count) => ({ value: String(count), label: count === 0 ? none : some({ count }) }))}
      value={String(draft.copies[first])}
      onChange={(count) => type({ copies: set(Number(count)) })}
      look="chip"
      showName
    />
  );
}

function YesNo(props: {
  readonly name: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
  readonly said?: { readonly yes: string; readonly no: string };
}) {
  const { printers } = useWords();
  const { yes, no } = props.said ?? printers;
  return (
    <Choice
      name={props.name}
      options={[
        { value: "yes", label: yes },
        { value: "no", label: no },
      ]}
      value={props.value ? "yes" : "no"}
      onChange={(value) => props.onChange(value === "yes")}
      look="chip"
      showName
    />
  );
}

function Foot({ draft }: { readonly draft: Draft }) {
  const words = useWords();
  const { printers } = words;
  const { chosen, isBusy, isRemoving, said, failure } = usePrinters();
  const cannot = configNow(draft) === null || isBusy;
  if (isRemoving)
    return (
      <div className={cls(css.foot)}>
        <p role="alert">{printers.removeSure}</p>
        <div className={cls(css.acts)}>
          <Button onPress={() => askRemove(false)}>{printers.keep}</Button>
          <Button onPress={() => void removePrinter(printers.newName)}>{printers.removeNow}</Button>
        </div>
      </div>
    );
  const isAsked = said === "tested" && draft.font === "printer" && draft.kind !== "system";
  if (isAsked) return <TestQuestion />;
  const line = failure === null ? (said === null ? printers.testNote : printers[said]) : failureText(words, failure);
  return (
    <div className={cls(css.foot)}>
      <Button kind="go" isWide isDisabled={cannot} onPress={() => void testPrinter()}>
        {printers.test}
      </Button>
      <div className={cls(css.acts)}>
        <Button isDisabled={cannot} onPress={() => void savePrinter()}>
          {printers.save}
        </Button>
        {chosen === null ? null : <Button onPress={() => askRemove(true)}>{printers.remove}</Button>}
      </div>
      <p className={cls(failure === null ? css.note : css.problem)} role="status">
        {line}
      </p>
    </div>
  );
}
