// Reading a bill in: choose the file, see its first rows and which column is what, then take it over whole or not at all.
import { useState } from "react";
import type { Failure, Result } from "../../../preload/contract/failure.ts";
import type { BillPreview, BillSums } from "../../../preload/contract/reconcile.ts";
import { type RealChannelId, realChannelId } from "../../../preload/contract/channels.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { failureText } from "../../components/notice-line.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { call } from "../../cashier.ts";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { BillMapping } from "./bill-mapping.tsx";
import { BillTable } from "./bill-table.tsx";
import css from "./bill.module.css";
import { type Mapping, layoutOf } from "./mapping.ts";
import { afterImport, startImport, useReconcile } from "./store.ts";
import { upload } from "./upload.ts";

export function BillDialog() {
  const { reconcile } = useWords();
  const isImporting = useReconcile((each) => each.isImporting);
  return (
    <Sheet title={reconcile.billTitle} size="wider" isOpen={isImporting} onClose={() => startImport(false)}>
      <Body />
    </Sheet>
  );
}

type Chosen = { readonly upload: number; readonly preview: BillPreview };

function Body() {
  const words = useWords();
  const { reconcile } = words;
  const [fileName, setFileName] = useState("");
  const [percent, setPercent] = useState<number | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [channel, setChannel] = useState<RealChannelId | null>(null);
  const [mapping, setMapping] = useState<Mapping>({});
  const [name, setName] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const [sums, setSums] = useState<BillSums | null>(null);
  const [isBusy, setBusy] = useState(false);
  const own = layoutOf(mapping, name);
  const layout = chosen?.preview.layout ?? null;

  const choose = async (file: File | undefined) => {
    if (!file) return;
    setFileName(file.name);
    setChosen(null);
    setSums(null);
    setFailure(null);
    const done = await sent(file, setPercent);
    setPercent(null);
    if (done.ok) setChosen(done.value);
    else setFailure(done.failure);
  };
  const apply = async () => {
    if (!chosen || channel === null) return;
    setBusy(true);
    const done = await applied(chosen.upload, channel, layout, own);
    setBusy(false);
    setFailure(done.ok ? null : done.failure);
    if (!done.ok) return;
    setSums(done.value);
    setChosen(null);
    await afterImport();
  };
  return (
    <div className={cls(css.body)}>
      <p className={cls(css.note)}>{reconcile.billIntro}</p>
      <Choice
        name={reconcile.whose}
        options={realChannelId.options.map((id) => ({ value: id, label: words.channels[id] }))}
        value={channel}
        onChange={setChannel}
        look="chip"
        showName
      />
      <label className={cls(css.file)}>
        <span className={cls(css.choose)}>{reconcile.choose}</span>
        <span aria-hidden="true">{fileName}</span>
        <input type="file" accept=".csv,.txt,.xlsx" onChange={(event) => void choose(event.currentTarget.files?.[0])} />
      </label>
      <p role="status">{percent === null ? "" : reconcile.reading({ count: percent })}</p>
      {chosen === null ? null : (
        <>
          <p className={cls(css.note)}>
            {layout === null
              ? reconcile.noLayout
              : reconcile.layout({ text: chosen.preview.layouts.find(({ id }) => id === layout)?.name ?? layout })}
            {" · "}
            {reconcile.encoding({ text: chosen.preview.encoding })}
          </p>
          <BillTable preview={chosen.preview} />
          {layout === null ? (
            <BillMapping
              header={chosen.preview.header}
              mapping={mapping}
              name={name}
              onMapping={setMapping}
              onName={setName}
            />
          ) : null}
        </>
      )}
      <p role="alert" className={cls(css.problem)}>
        {failure === null ? "" : failureText(words, failure)}
      </p>
      <div role="status">
        {sums === null ? null : <p>{appliedText(reconcile, sums)}</p>}
        {sums === null || sums.aside.length === 0 ? null : <p>{reconcile.aside(sums.aside)}</p>}
      </div>
      <div className={cls(css.acts)}>
        <Button
          kind="go"
          isDisabled={isBusy || chosen === null || channel === null || (layout === null && own === null)}
          onPress={() => void apply()}
        >
          {isBusy ? reconcile.applying : reconcile.apply}
        </Button>
        <Button keyName="Esc" onPress={() => startImport(false)}>
          {sums === null ? reconcile.cancel : words.orders.close}
        </Button>
      </div>
    </div>
  );
}

const appliedText = ({ applied: text }: ReturnType<typeof useWords>["reconcile"], sums: BillSums): string =>
  text({ sales: sums.sales, refunds: sums.refunds, first: sums.firstDay, last: sums.lastDay });

async function sent(file: File, told: (percent: number) => void): Promise<Result<Chosen>> {
  const number = await upload(file, told);
  if (!number.ok) return number;
  const preview = await call("bill.preview", { upload: number.value });
  return preview.ok ? { ok: true, value: { upload: number.value, preview: preview.value } } : preview;
}

/** A person's own mapping is saved first, so that the next such bill is known. */
async function applied(
  number: number,
  channel: RealChannelId,
  known: string | null,
  own: ReturnType<typeof layoutOf>,
): Promise<Result<BillSums>> {
  if (known === null && own !== null) {
    const saved = await call("bill.layout", { layout: own });
    if (!saved.ok) return saved;
  }
  return call("bill.apply", { upload: number, channel, layout: known ?? own?.id ?? "" });
}
