// Beside the hint while a sale is made up: its note, putting it aside, taking one up; and the pay code that waits for the
// amount, masked. None of them takes money.
import { useEffect, useRef } from "react";
import type { TillState } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { cls } from "../../class-names.ts";
import { secondsBetween, useNow } from "../../now.ts";
import { useWords } from "../../text/use-words.ts";
import { useTill } from "../../till.ts";
import { totalFen } from "./entry.ts";
import { waiting } from "./held.ts";
import type { Key } from "./key-table.ts";
import { press } from "./press.ts";
import css from "./sale-tools.module.css";
import { useCollect } from "./store.ts";

const HOLD: Key = { name: "hold", text: "" };
const NOTE: Key = { name: "note", text: "" };

export function SaleTools() {
  const { goods: words } = useWords();
  const hasAmount = useCollect((each) => totalFen(each.entry) > 0);
  const note = useCollect((each) => each.note);
  const isWriting = useCollect((each) => each.panel === "note");
  const held = useCollect((each) => each.held);
  const count = useTill((till) => waiting(till.state?.heldSales ?? [], held).length);
  if (isWriting) return <NoteField />;
  return (
    <span className={cls(css.tools)}>
      {/* Made once and hidden: the frame of the first digit waits for no new button. */}
      <span hidden={!hasAmount && note === null} className={cls(css.tool)}>
        <Button size="small" keyName="N" className={cls(css.note)} onPress={() => press(NOTE, false)}>
          {note ?? words.note}
        </Button>
      </span>
      <span hidden={!hasAmount} className={cls(css.tool)}>
        <Button size="small" keyName="H" onPress={() => press(HOLD, false)}>
          {words.hold}
        </Button>
      </span>
      {!hasAmount && count > 0 ? (
        <Button size="small" keyName="H" onPress={() => press(HOLD, false)}>
          {words.takeCount({ count })}
        </Button>
      ) : null}
    </span>
  );
}

const MAX_NOTE = 200;

/** A real field: its keys are its own, and a gun's are taken back from it. */
function NoteField() {
  const { goods: words } = useWords();
  const note = useCollect((each) => each.note);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
  }, []);
  const close = () => {
    const { note: typed } = useCollect.getState();
    const text = typed?.trim() ?? "";
    useCollect.setState({ note: text === "" ? null : text, panel: "none" });
  };
  return (
    <input
      ref={field}
      className={cls(css.field)}
      aria-label={words.noteField}
      placeholder={words.noteField}
      maxLength={MAX_NOTE}
      value={note ?? ""}
      onChange={(event) => useCollect.setState({ note: event.target.value })}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
        event.preventDefault();
        close();
      }}
      onBlur={close}
    />
  );
}

export function Kept({ kept }: { readonly kept: NonNullable<TillState["kept"]> }) {
  const words = useWords();
  const seconds = secondsBetween(useNow(), kept.until);
  const { tail } = kept;
  return (
    <b className={cls(css.kept)} aria-live="off">
      {words.goods.kept({ wallet: words.heard[kept.wallet], tail, seconds })}
    </b>
  );
}
