// Both sides of a handover prove themselves: who is signed in by their own PIN once more, who takes over by number and PIN, or
// each by a badge. A PIN stands here only while it is typed.
import { useEffect, useState } from "react";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField } from "react-aria-components/TextField";
import type { ShiftDesk } from "../../../preload/contract/shifts.ts";
import { Button } from "../../components/button.tsx";
import { NoticeLine } from "../../components/notice-line.tsx";
import { Shape } from "../../components/shape.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { useTill } from "../../till.ts";
import own from "./handover.module.css";
import css from "./shift.module.css";
import { proveSide } from "./store.ts";

const digits = (text: string, most: number): string => text.replaceAll(/\D/g, "").slice(0, most);
const PIN_LENGTH = 6;

export function Handover({ desk, needsTaker }: { readonly desk: ShiftDesk; readonly needsTaker: boolean }) {
  const { shift: words } = useWords();
  const person = useTill((till) => till.state?.staff.person ?? null);
  const { hands, takes } = desk.proved;
  useEffect(() => {
    void proveSide({ badges: true });
    return () => void proveSide({ badges: false });
  }, []);
  if (person === null) return null;
  return (
    <fieldset className={cls(own.handover)}>
      <legend>
        {words.prove} <small>{words.proveNote}</small>
      </legend>
      {hands === null ? (
        <Side as="hands" number={person.number} label={words.handsPin({ text: person.name })} />
      ) : (
        <Proved name={hands} />
      )}
      {!needsTaker ? null : takes === null ? (
        <Side as="takes" number={null} label={words.takesPin} />
      ) : (
        <Proved name={takes} />
      )}
      <NoticeLine />
    </fieldset>
  );
}

function Proved({ name }: { readonly name: string }) {
  const { shift: words } = useWords();
  return (
    <p role="status" className={cls(own.proved)}>
      <Shape name="ok" tone="ink" />
      {words.proved({ text: name })}
    </p>
  );
}

type SideProps = {
  readonly as: "hands" | "takes";
  /** Null: it is typed. */
  readonly number: string | null;
  readonly label: string;
};

function Side({ as, number, label }: SideProps) {
  const { shift: words } = useWords();
  const [typed, setTyped] = useState("");
  const [pin, setPin] = useState("");
  const who = number ?? typed;
  const isReady = who !== "" && pin.length === PIN_LENGTH;
  const prove = () => {
    if (!isReady) return;
    setPin("");
    void proveSide({ as, number: who, pin });
  };
  const onEnter = (event: React.KeyboardEvent) => {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) prove();
  };
  return (
    <div className={cls(own.proof)}>
      {number === null ? (
        <TextField value={typed} onChange={(text) => setTyped(digits(text, 8))} className={cls(css.field)}>
          <Label>{words.takesNumber}</Label>
          <Input className={cls(css.input)} inputMode="numeric" autoComplete="off" />
        </TextField>
      ) : null}
      <TextField
        type="password"
        value={pin}
        onChange={(text) => setPin(digits(text, PIN_LENGTH))}
        className={cls(css.field)}
      >
        <Label>{label}</Label>
        <Input className={cls(css.input)} inputMode="numeric" autoComplete="off" onKeyDown={onEnter} />
      </TextField>
      <Button size="small" isDisabled={!isReady} onPress={prove}>
        {words.proveNow}
      </Button>
    </div>
  );
}
