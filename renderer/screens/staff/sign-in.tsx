// Nobody is at the till: number and PIN, or a badge under any gun. A payment under way goes on behind it.
import { type SyntheticEvent, useEffect, useState } from "react";
import { Button } from "../../components/button.tsx";
import { NoticeLine } from "../../components/notice-line.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { ClaimFields } from "./claim-fields.tsx";
import css from "./staff.module.css";
import { leaveScreens, signIn } from "./store.ts";

export function SignIn() {
  const { staff } = useWords();
  const [number, setNumber] = useState("");
  const [pin, setPin] = useState("");
  useEffect(leaveScreens, []);
  const enter = async () => {
    setPin("");
    await signIn(number, pin);
  };
  const isReady = number !== "" && pin.length === 6;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isReady) void enter();
  };
  return (
    <form className={cls(css.signIn)} onSubmit={submit} aria-label={staff.signInTitle}>
      <h1>{staff.signInTitle}</h1>
      <p className={cls(css.note)}>{staff.signInNote}</p>
      <ClaimFields number={number} pin={pin} onNumber={setNumber} onPin={setPin} />
      {/* Enter in a field submits only a form that has such a button. */}
      <input type="submit" hidden />
      <NoticeLine />
      <Button kind="go" size="big" isWide keyName="Enter" isDisabled={!isReady} onPress={() => void enter()}>
        {staff.signIn}
      </Button>
    </form>
  );
}
