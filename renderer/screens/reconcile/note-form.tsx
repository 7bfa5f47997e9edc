// Who looks into a difference, and the note that ends it. Both are kept with it for good; no pay code may stand in them,
// which main sees to.
import { useState } from "react";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField } from "react-aria-components/TextField";
import type { Difference } from "../../../preload/contract/reconcile.ts";
import { Button } from "../../components/button.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { useTill } from "../../till.ts";
import css from "./reconcile.module.css";
import { assign, endWithNote, startNote, useReconcile } from "./store.ts";

const MOST_NOTE = 80;
const MOST_NAME = 40;

export function NoteForm({ difference }: { readonly difference: Difference }) {
  const { reconcile } = useWords();
  const last = useReconcile((each) => each.name);
  const signedIn = useTill((till) => (till.state?.staff.isOn === true ? (till.state.staff.person?.name ?? "") : null));
  const [name, setName] = useState(difference.owner ?? last);
  const [note, setNote] = useState("");
  const who = signedIn ?? name.trim();
  return (
    <form
      className={cls(css.noteForm)}
      onSubmit={(event) => {
        event.preventDefault();
        if (who !== "" && note.trim() !== "") void endWithNote(difference, note.trim(), who);
      }}
    >
      {signedIn === null ? (
        <TextField value={name} onChange={setName} maxLength={MOST_NAME} autoFocus autoComplete="off">
          <Label>{reconcile.name}</Label>
          <Input className={cls(css.input)} />
        </TextField>
      ) : null}
      <TextField
        autoFocus={signedIn !== null}
        value={note}
        onChange={setNote}
        maxLength={MOST_NOTE}
        autoComplete="off"
        className={cls(css.grow)}
      >
        <Label>{reconcile.note}</Label>
        <Input className={cls(css.input)} placeholder={reconcile.noteHint} />
      </TextField>
      {/* Enter in either field ends it: a form of two fields does so only with a button for it. */}
      <button type="submit" hidden tabIndex={-1} aria-hidden="true" />
      <div className={cls(css.steps)}>
        <Button size="small" isDisabled={who === ""} onPress={() => void assign(difference, who)}>
          {reconcile.assign}
        </Button>
        <Button
          size="small"
          kind="go"
          isDisabled={who === "" || note.trim() === ""}
          onPress={() => void endWithNote(difference, note.trim(), who)}
        >
          {reconcile.save}
        </Button>
        <Button size="small" onPress={() => startNote(null)}>
          {reconcile.cancel}
        </Button>
      </div>
    </form>
  );
}
