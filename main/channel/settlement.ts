// How a channel writes down what an answer says beside the amount. Pure; every field it did not name is null.
import { NOTHING_NAMED, type Settlement } from "../../preload/contract/views.ts";

/** What of a settlement an answer names, the rest null; no settlement at all when it names nothing. */
export function settlementOf(named: Partial<Settlement>): { settlement?: Settlement } {
  const settlement: Settlement = { ...NOTHING_NAMED, ...named };
  const { vouchers, ...facts } = settlement;
  const isEmpty = vouchers.length === 0 && Object.values(facts).every((fact) => fact === null);
  return isEmpty ? {} : { settlement };
}
