// 人员: who works here, their roles, PINs, badges and limits, and what each role may do.
import { useEffect } from "react";
import { type PersonView, RIGHTS } from "../../../preload/contract/staff.ts";
import { Button } from "../../components/button.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { PersonForm } from "./person-form.tsx";
import css from "./staff.module.css";
import { edit, limitText, readPeople, setLimit, setLockAfter, setRight, usePeople } from "./store.ts";

export function PeoplePage() {
  useEffect(() => void readPeople(), []);
  const view = usePeople((each) => each.view);
  if (view === null) return null;
  return (
    <div className={cls(css.page)}>
      <div className={cls(css.column)}>
        <List people={view.people} />
        <Rules />
      </div>
      <PersonForm />
    </div>
  );
}

function List({ people }: { readonly people: readonly PersonView[] }) {
  const { staff } = useWords();
  const chosen = usePeople((each) => each.draft.id);
  return (
    <section className={cls(css.panel)} aria-label={staff.list}>
      <header className={cls(css.head)}>
        <h2>{staff.list}</h2>
        <Button size="small" onPress={() => edit(null)}>
          {staff.add}
        </Button>
      </header>
      {people.length === 0 ? <p className={cls(css.note)}>{staff.none}</p> : null}
      <ul className={cls(css.people)}>
        {people.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              className={cls(css.person, person.id === chosen && css.chosen)}
              aria-pressed={person.id === chosen}
              onClick={() => edit(person)}
            >
              <span>{person.number}</span>
              <b>{person.name}</b>
              <span>{staff.roles[person.role]}</span>
              <small>{standing(staff, person)}</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

type StaffWords = ReturnType<typeof useWords>["staff"];

function standing(staff: StaffWords, person: PersonView): string {
  if (!person.active) return staff.inactive;
  return person.shutForMs > 0 ? staff.shut : "";
}

function Rules() {
  const { staff } = useWords();
  const rules = usePeople((each) => each.view?.rules ?? null);
  if (rules === null) return null;
  return (
    <section className={cls(css.panel)} aria-label={staff.rulesTitle}>
      <h2>{staff.rulesTitle}</h2>
      <p className={cls(css.note)}>{staff.ownerMayAll}</p>
      <table className={cls(css.rights)}>
        <thead>
          <tr>
            <th scope="col">{staff.rulesTitle}</th>
            <th scope="col">{staff.roles.cashier}</th>
            <th scope="col">{staff.roles.manager}</th>
          </tr>
        </thead>
        <tbody>
          {RIGHTS.map((right) => (
            <tr key={right}>
              <th scope="row">{staff.rights[right]}</th>
              {(["cashier", "manager"] as const).map((role) => (
                <td key={role}>
                  <label className={cls(css.tick)}>
                    <input
                      type="checkbox"
                      checked={rules.rights[role].includes(right)}
                      aria-label={`${staff.roles[role]} ${staff.rights[right]}`}
                      onChange={(event) => void setRight(role, right, event.target.checked)}
                    />
                  </label>
                </td>
              ))}
            </tr>
          ))}
          {(["eachFen", "dayFen"] as const).map((of) => (
            <tr key={of}>
              <th scope="row">{of === "eachFen" ? staff.each : staff.day}</th>
              {(["cashier", "manager"] as const).map((role) => (
                <td key={role}>
                  <input
                    key={rules.limits[role][of]}
                    className={cls(css.input, css.limit)}
                    inputMode="decimal"
                    aria-label={`${staff.roles[role]} ${of === "eachFen" ? staff.each : staff.day}`}
                    defaultValue={limitText(rules.limits[role][of])}
                    onBlur={(event) => void setLimit(role, of, event.target.value)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <label className={cls(css.field)}>
        <span>{staff.lockAfter}</span>
        <input
          key={rules.lockAfterMin}
          className={cls(css.input)}
          inputMode="numeric"
          defaultValue={String(rules.lockAfterMin)}
          onBlur={(event) => void setLockAfter(event.target.value)}
        />
      </label>
    </section>
  );
}
