// The only place that draws random bytes.
import { randomBytes, randomInt } from "node:crypto";

export type Ids = {
  /** 32 lower-case hexadecimal digits nobody has seen before: request nonces, order ids. */
  nonce(): string;
  /** A whole number, 0 <= n < limit. */
  below(limit: number): number;
};

export const systemIds: Ids = {
  nonce: () => randomBytes(16).toString("hex"),
  below: (limit) => randomInt(limit),
};
