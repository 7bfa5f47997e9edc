// Which codes are pay codes: the ones every till knows, and those this shop's channels take besides. What is none of
// them is refused.
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField } from "react-aria-components/TextField";
import { WALLET_SHAPES } from "../../../preload/contract/code-shapes.ts";
import type { CodeShape } from "../../../preload/contract/scanners.ts";
import { type Wallet, wallet } from "../../../preload/contract/status.ts";
import type { TillState } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./codes.module.css";
import { addShape, removeShape, typeDraft, useCodes } from "./store.ts";

const CHANNELS = ["pooul", "leshua", "huishouyin", "gathering", "payserver", "training"] as const;

export function CodesPage({ state }: { readonly state: TillState }) {
  return (
    <div className={cls(css.page)}>
      <Known />
      <Mine shapes={state.settings.codeShapes} />
    </div>
  );
}

type Digits = Pick<CodeShape, "minDigits" | "maxDigits"> & { readonly prefixes: readonly string[] };

function useSaid(): (shape: Digits) => string {
  const { codeShapes: words } = useWords();
  return ({ minDigits, maxDigits, prefixes }) =>
    words.shape({
      from: prefixes.join(" "),
      digits: minDigits === maxDigits ? String(minDigits) : `${minDigits}–${maxDigits}`,
    });
}

function Known() {
  const { codeShapes: words, wallets } = useWords();
  const said = useSaid();
  const rows = [...WALLET_SHAPES.map((shape) => [wallets[shape.wallet], said(shape)] as const), ...words.others];
  return (
    <section className={cls(css.panel)} aria-label={words.known}>
      <h2>{words.known}</h2>
      <p className={cls(css.note)}>{words.knownNote}</p>
      <dl className={cls(css.rows)}>
        {rows.map(([name, says]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Mine({ shapes }: { readonly shapes: readonly CodeShape[] }) {
  const { codeShapes: words, wallets } = useWords();
  const said = useSaid();
  return (
    <section className={cls(css.panel)} aria-label={words.mine}>
      <h2>{words.mine}</h2>
      <p className={cls(css.note)}>{words.mineNote}</p>
      {shapes.length === 0 ? <p>{words.none}</p> : null}
      <dl className={cls(css.rows)}>
        {shapes.map((shape) => (
          <div key={JSON.stringify(shape)}>
            <dt>
              {words.channels[shape.channel]}　{wallets[shape.wallet]}
            </dt>
            <dd>
              {said(shape)}
              <Button size="small" onPress={() => removeShape(shape)}>
                {words.remove}
              </Button>
            </dd>
          </div>
        ))}
      </dl>
      <NewShape />
    </section>
  );
}

function NewShape() {
  const { codeShapes: words, wallets } = useWords();
  const { draft, isRefused } = useCodes();
  return (
    <form
      className={cls(css.form)}
      onSubmit={(event) => {
        event.preventDefault();
        addShape();
      }}
    >
      <Choice
        name={words.channel}
        options={CHANNELS.map((id) => ({ value: id, label: words.channels[id] }))}
        value={CHANNELS.find((id) => id === draft.channel) ?? null}
        onChange={(channel) => typeDraft({ channel })}
        look="chip"
        showName
      />
      <Choice<Wallet>
        name={words.wallet}
        options={wallet.options.map((value) => ({ value, label: wallets[value] }))}
        value={draft.wallet}
        onChange={(chosen) => typeDraft({ wallet: chosen })}
        look="chip"
        showName
      />
      <div className={cls(css.fields)}>
        <Field
          name={words.prefixes}
          hint={words.prefixesHelp}
          value={draft.prefixes}
          onChange={(prefixes) => typeDraft({ prefixes })}
        />
        <Field name={words.min} hint="19" value={draft.min} onChange={(min) => typeDraft({ min })} />
        <Field name={words.max} hint="19" value={draft.max} onChange={(max) => typeDraft({ max })} />
        <Button kind="go" onPress={addShape}>
          {words.add}
        </Button>
      </div>
      {isRefused ? (
        <p role="alert" className={cls(css.problem)}>
          {words.bad}
        </p>
      ) : null}
    </form>
  );
}

type FieldProps = {
  readonly name: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

const Field = ({ name, hint, value, onChange }: FieldProps) => (
  <TextField value={value} onChange={onChange} autoComplete="off" maxLength={80} className={cls(css.field)}>
    <Label>{name}</Label>
    <Input className={cls(css.input)} inputMode="numeric" placeholder={hint} />
  </TextField>
);
