// A failure on its way out of a verb: the command answers it with its sentence and exit code 2.
import type { Failure } from "../../preload/contract/failure.ts";

/** A failure of the contract on its way out: exit 2, with its sentence. */
export class Refused extends Error {
  readonly failure: Failure;
  /** The option that is to blame, where it is one. */
  readonly option: string | null;
  constructor(failure: Failure, option: string | null = null) {
    super(failure.code);
    this.failure = failure;
    this.option = option;
  }
}
