// People as main answered them, and the person that is being written down. A PIN stands here only while it is typed.
import { create } from "zustand";
import { type Fen, fen, fenToYuan, parseYuan } from "../../../preload/contract/money.ts";
import type { Result } from "../../../preload/contract/failure.ts";
import type { Limits, PersonView, Right, Role, StaffView } from "../../../preload/contract/staff.ts";
import { call } from "../../cashier.ts";
import { hush, sayFailure } from "../../notice.ts";
import { goTo, showTill } from "../../till.ts";
import { useSettings } from "../settings/store.ts";

export type Draft = {
  /** Null: somebody new. */
  readonly id: string | null;
  readonly number: string;
  readonly name: string;
  readonly role: Role;
  readonly pin: string;
  readonly each: string;
  readonly day: string;
};

type People = { readonly view: StaffView | null; readonly draft: Draft };

/** The first must be an owner: main refuses anybody else. */
const newDraft = (role: Role): Draft => ({ id: null, number: "", name: "", role, pin: "", each: "", day: "" });
export const usePeople = create<People>()(() => ({ view: null, draft: newDraft("owner") }));

/** As it stands in a field of a limit. */
export const limitText = (amountFen: number | null): string => (amountFen === null ? "" : fenToYuan(fen(amountFen)));

export function edit(person: PersonView | null): void {
  const { view } = usePeople.getState();
  const draft = person
    ? {
        id: person.id,
        number: person.number,
        name: person.name,
        role: person.role,
        pin: "",
        each: limitText(person.limits.eachFen),
        day: limitText(person.limits.dayFen),
      }
    : newDraft(view !== null && view.people.length > 0 ? "cashier" : "owner");
  usePeople.setState({ draft });
}

export const change = (part: Partial<Draft>): void =>
  usePeople.setState(({ draft }) => ({ draft: { ...draft, ...part } }));

/** An amount of yuan, null where the field is empty; undefined where it is no amount. */
export function limitOf(text: string): Fen | null | undefined {
  if (text.trim() === "") return null;
  const parsed = parseYuan(text);
  return parsed.ok ? parsed.fen : undefined;
}

async function take(answering: Promise<Result<StaffView>>): Promise<boolean> {
  hush();
  const answer = await answering;
  if (answer.ok) usePeople.setState({ view: answer.value });
  else sayFailure(answer.failure);
  return answer.ok;
}

export const readPeople = async (): Promise<void> => {
  if (await take(call("staff.list", {}))) edit(null);
};

export async function save(): Promise<void> {
  const { id, number, name, role, pin, each, day } = usePeople.getState().draft;
  const [eachFen, dayFen] = [limitOf(each), limitOf(day)];
  if (eachFen === undefined || dayFen === undefined) return;
  const limits: Limits = { eachFen, dayFen };
  const wish = { number, name, role, limits, ...(pin === "" ? {} : { pin }), ...(id === null ? {} : { id }) };
  if (await take(call("staff.save", wish))) edit(null);
}

export async function setActive(person: PersonView, active: boolean): Promise<void> {
  const { id, number, name, role } = person;
  if (await take(call("staff.save", { id, number, name, role, active }))) edit(null);
}

export const badge = (id: string, does: "learn" | "stop" | "issue" | "remove"): Promise<boolean> =>
  take(call("staff.badge", { id, does }));

export async function setRight(role: "cashier" | "manager", right: Right, isGiven: boolean): Promise<void> {
  const { view } = usePeople.getState();
  if (view === null) return;
  const others = view.rules.rights[role].filter((each) => each !== right);
  const rights = { ...view.rules.rights, [role]: isGiven ? [...others, right] : others };
  await take(call("staff.rules", { rights }));
}

/** What a role may give back: one refund, or all of a person's of one day. Nothing is changed by what is no amount. */
export async function setLimit(role: "cashier" | "manager", of: keyof Limits, text: string): Promise<void> {
  const { view } = usePeople.getState();
  const amountFen = limitOf(text);
  if (view === null || amountFen === undefined || view.rules.limits[role][of] === amountFen) return;
  const limits = { ...view.rules.limits, [role]: { ...view.rules.limits[role], [of]: amountFen } };
  await take(call("staff.rules", { limits }));
}

export async function setLockAfter(text: string): Promise<void> {
  const lockAfterMin = Number(text);
  if (/^\d{1,3}$/.test(text) && lockAfterMin <= 240) await take(call("staff.rules", { lockAfterMin }));
}

export async function signIn(number: string, pin: string): Promise<boolean> {
  hush();
  const answer = await call("staff.signIn", { number, pin });
  if (answer.ok) showTill(answer.value);
  else sayFailure(answer.failure);
  return answer.ok;
}

/** Whoever signs in next begins at the counter and finds nothing of the one before. */
export function leaveScreens(): void {
  goTo("collect");
  useSettings.setState({ section: "general" });
  usePeople.setState({ view: null, draft: newDraft("owner") });
}

export async function signOut(): Promise<void> {
  const answer = await call("staff.signOut", {});
  if (answer.ok) showTill(answer.value);
}

export async function approve(id: string, number: string, pin: string, why: string): Promise<boolean> {
  hush();
  const answer = await call("staff.approve", { id, number, pin, why });
  if (answer.ok) showTill(answer.value);
  else sayFailure(answer.failure);
  return answer.ok;
}
