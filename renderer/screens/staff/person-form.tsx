// One person: number, name, role, PIN, limits, badge. What is wrong is said beside its field, or by main in one sentence.
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { QrText } from "../../components/qr-picture.tsx";
import { cls } from "../../class-names.ts";
import type { PersonView } from "../../../preload/contract/staff.ts";
import { useWords } from "../../text/use-words.ts";
import sheetCss from "../../components/sheet.module.css";
import css from "./staff.module.css";
import { badge, change, limitOf, save, setActive, usePeople } from "./store.ts";

const ROLES = ["cashier", "manager", "owner"] as const;

export function PersonForm() {
  const { staff } = useWords();
  const { view, draft } = usePeople();
  const person = view?.people.find((each) => each.id === draft.id) ?? null;
  const isBad = limitOf(draft.each) === undefined || limitOf(draft.day) === undefined;
  const isReady =
    draft.number !== "" &&
    draft.name.trim() !== "" &&
    !isBad &&
    (draft.pin === "" ? person !== null : draft.pin.length === 6);
  return (
    <section className={cls(css.panel)} aria-label={person?.name ?? staff.add}>
      <h2>{person?.name ?? staff.add}</h2>
      <Field
        name={staff.number}
        value={draft.number}
        onChange={(text) => change({ number: text.replaceAll(/\D/g, "").slice(0, 8) })}
      />
      <Field name={staff.name} value={draft.name} onChange={(name) => change({ name: name.slice(0, 40) })} />
      <Choice
        name={staff.role}
        options={ROLES.map((role) => ({ value: role, label: staff.roles[role] }))}
        value={draft.role}
        onChange={(role) => change({ role })}
        look="chip"
        showName
      />
      <Field
        name={person === null ? staff.pin : `${staff.pin} · ${staff.keepPin}`}
        value={draft.pin}
        isSecret
        onChange={(text) => change({ pin: text.replaceAll(/\D/g, "").slice(0, 6) })}
      />
      <Field name={staff.each} value={draft.each} onChange={(each) => change({ each })} />
      <Field name={staff.day} value={draft.day} onChange={(day) => change({ day })} />
      <p role="alert" className={cls(sheetCss.refusal)}>
        {isBad ? staff.badAmount : ""}
      </p>
      <Button kind="go" isDisabled={!isReady} onPress={() => void save()}>
        {staff.save}
      </Button>
      {person === null ? null : <Standing person={person} />}
    </section>
  );
}

function Standing({ person }: { readonly person: PersonView }) {
  const { staff } = useWords();
  const view = usePeople((each) => each.view);
  const isLearning = view?.badgeFor === person.id;
  const issued = view?.issued ?? null;
  return (
    <div className={cls(css.standing)}>
      <h3>
        {staff.badge} · {person.hasBadge ? staff.hasBadge : staff.noBadge}
      </h3>
      {isLearning ? <p role="status">{staff.learning}</p> : null}
      {issued === null ? null : (
        <figure className={cls(css.issued)}>
          <QrText text={issued} name={staff.badge} />
          <figcaption>{staff.badgeShown}</figcaption>
        </figure>
      )}
      <div className={cls(css.row)}>
        <Button size="small" onPress={() => void badge(person.id, "issue")}>
          {staff.issueBadge}
        </Button>
        <Button size="small" onPress={() => void badge(person.id, isLearning ? "stop" : "learn")}>
          {staff.learnBadge}
        </Button>
        <Button size="small" isDisabled={!person.hasBadge} onPress={() => void badge(person.id, "remove")}>
          {staff.removeBadge}
        </Button>
        <Button size="small" onPress={() => void setActive(person, !person.active)}>
          {person.active ? staff.stop : staff.start}
        </Button>
      </div>
    </div>
  );
}

function Field(props: {
  readonly name: string;
  readonly value: string;
  readonly isSecret?: boolean;
  readonly onChange: (text: string) => void;
}) {
  return (
    <label className={cls(css.field)}>
      <span>{props.name}</span>
      <input
        className={cls(css.input)}
        type={props.isSecret === true ? "password" : "text"}
        autoComplete="off"
        spellCheck="false"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </label>
  );
}
