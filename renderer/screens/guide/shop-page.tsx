// The guide's first step: the shop's name, and its owner with a PIN that is typed twice. A PIN stands here only while it is
// typed.
import { type SyntheticEvent, useState } from "react";
import type { Failure } from "../../../preload/contract/failure.ts";
import type { TillState } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { failureText } from "../../components/notice-line.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./guide.module.css";
import { saveShop } from "./store.ts";

const SHOP_LENGTH = 16;
const NAME_LENGTH = 40;
const NUMBER_LENGTH = 8;
const PIN_LENGTH = 6;
const digits = (text: string, most: number): string => text.replaceAll(/\D/g, "").slice(0, most);

export function ShopPage({ state }: { readonly state: TillState }) {
  const words = useWords();
  const { shop: text } = words.guide;
  const { isOn } = state.staff;
  const [shop, setShop] = useState(state.settings.customer.shop);
  const [owner, setOwner] = useState("");
  const [number, setNumber] = useState("1");
  const [pin, setPin] = useState("");
  const [again, setAgain] = useState("");
  const [said, setSaid] = useState<Failure | "saved" | null>(null);
  const differs = again.length === PIN_LENGTH && again !== pin;
  const hasOwner = owner.trim() !== "" && number !== "" && pin.length === PIN_LENGTH && again === pin;
  const isReady = shop.trim() !== "" && (isOn || hasOwner);
  const save = async () => {
    setPin("");
    setAgain("");
    setSaid((await saveShop({ shop: shop.trim(), owner: owner.trim(), number, pin })) ?? "saved");
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isReady) void save();
  };
  const problem = differs ? text.pinDiffers : said === null || said === "saved" ? null : failureText(words, said);
  return (
    <form className={cls(css.panel)} onSubmit={submit}>
      <Line
        name={text.shop}
        note={text.shopNote}
        value={shop}
        onChange={(next) => setShop(next.slice(0, SHOP_LENGTH))}
        isFirst
      />
      {isOn ? (
        <p className={cls(css.note)}>{text.isOn}</p>
      ) : (
        <>
          <div className={cls(css.pair)}>
            <Line name={text.owner} value={owner} onChange={(next) => setOwner(next.slice(0, NAME_LENGTH))} />
            <Line name={text.number} value={number} onChange={(next) => setNumber(digits(next, NUMBER_LENGTH))} />
          </div>
          <div className={cls(css.pair)}>
            <Line name={text.pin} value={pin} onChange={(next) => setPin(digits(next, PIN_LENGTH))} isSecret />
            <Line name={text.pinAgain} value={again} onChange={(next) => setAgain(digits(next, PIN_LENGTH))} isSecret />
          </div>
          <p className={cls(css.note)}>{text.pinNote}</p>
        </>
      )}
      <div className={cls(css.acts)}>
        {/* Enter in a field submits only a form that has such a button. */}
        <input type="submit" hidden />
        <Button kind="go" keyName="Enter" isDisabled={!isReady} onPress={() => void save()}>
          {text.save}
        </Button>
        <p role="alert" className={cls(css.problem)}>
          {problem}
        </p>
        <p role="status" className={cls(css.note)}>
          {said === "saved" ? text.saved : null}
        </p>
      </div>
    </form>
  );
}

function Line(props: {
  readonly name: string;
  readonly note?: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly isSecret?: boolean;
  readonly isFirst?: boolean;
}) {
  const { name, note, value, onChange, isSecret = false, isFirst = false } = props;
  return (
    <label className={cls(css.field)}>
      <span>{name}</span>
      <input
        className={cls(css.input)}
        type={isSecret ? "password" : "text"}
        autoComplete="off"
        spellCheck="false"
        autoFocus={isFirst}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {note === undefined ? null : <small className={cls(css.note)}>{note}</small>}
    </label>
  );
}
