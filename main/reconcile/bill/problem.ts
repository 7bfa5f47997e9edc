// Why a bill cannot be read in: one code and the row it is about. Thrown inside the reading of a bill, and turned into a
// failure of the contract where that ends.
import type { FailureCode } from "../../../preload/contract/failure.ts";

export type BillCode = Extract<FailureCode, `bill_${string}`>;

export class BillProblem extends Error {
  readonly code: BillCode;
  /** The row's number first, then what stands there. */
  readonly detail: string | undefined;
  constructor(code: BillCode, detail?: string) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}
