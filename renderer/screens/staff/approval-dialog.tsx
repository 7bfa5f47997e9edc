// What was refused for want of a right, before somebody who has it: what it is, how much, and their number and PIN, or
// their badge. It is allowed once.
import { useState } from "react";
import { fen, formatYuan } from "../../../preload/contract/money.ts";
import { groupNumber } from "../../../preload/contract/ids.ts";
import type { ApprovalView } from "../../../preload/contract/staff.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { NoticeLine } from "../../components/notice-line.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { useTill } from "../../till.ts";
import { dismiss } from "./approval.ts";
import { ClaimFields } from "./claim-fields.tsx";
import sheetCss from "../../components/sheet.module.css";
import css from "./staff.module.css";
import { approve } from "./store.ts";

export function ApprovalDialog() {
  const { staff } = useWords();
  const approval = useTill((till) => till.state?.staff.approval ?? null);
  return (
    <Sheet title={staff.approve.title} size="narrow" isOpen={approval !== null} onClose={() => void dismiss()}>
      {approval === null ? null : <Body key={approval.id} approval={approval} />}
    </Sheet>
  );
}

function Body({ approval }: { readonly approval: ApprovalView }) {
  const { staff } = useWords();
  const words = staff.approve;
  const person = useTill((till) => till.state?.staff.person ?? null);
  const [number, setNumber] = useState("");
  const [pin, setPin] = useState("");
  const [why, setWhy] = useState<string>((approval.amountFen === null ? words.whys.at(-1) : words.whys[0]) ?? "");
  const allow = async () => {
    setPin("");
    await approve(approval.id, number, pin, why);
  };
  const money = (amountFen: number) => `¥ ${formatYuan(fen(amountFen))}`;
  return (
    <>
      <ul className={cls(css.facts)}>
        <li>{words.what({ text: staff.rights[approval.right] })}</li>
        {approval.amountFen === null ? null : <li>{words.amount({ text: money(approval.amountFen) })}</li>}
        {approval.order === null ? null : <li>{words.order({ text: groupNumber(approval.order) })}</li>}
        {approval.why === null ? null : <li>{words.asked({ text: approval.why })}</li>}
        {person === null ? null : <li>{words.askedBy({ text: person.name })}</li>}
        {approval.limitFen === null ? null : <li>{words.limit({ text: money(approval.limitFen) })}</li>}
      </ul>
      <p className={cls(css.note)}>{words.note}</p>
      <ClaimFields number={number} pin={pin} onNumber={setNumber} onPin={setPin} />
      <Choice
        name={words.why}
        options={words.whys.map((each) => ({ value: each, label: each }))}
        value={why}
        onChange={setWhy}
        look="chip"
        showName
      />
      <NoticeLine />
      <div className={cls(sheetCss.choices)}>
        <Button isWide keyName="Esc" onPress={() => void dismiss()}>
          {words.cancel}
        </Button>
        <Button isWide isDisabled={number === "" || pin.length !== 6} onPress={() => void allow()}>
          {words.allow}
        </Button>
      </div>
    </>
  );
}
