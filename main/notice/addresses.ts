// The addresses by which this machine can be reached, as numbers.
import { networkInterfaces } from "node:os";

/** Every address of them at once. */
export const EVERY = "0.0.0.0";
const LOOPBACK = "127.0.0.1";

/** IPv4 first the ones others can reach, then this machine's own, then all at once. */
export function localAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const reachable = all.filter((each) => each.family === "IPv4" && !each.internal).map((each) => each.address);
  return [...new Set([...reachable, LOOPBACK, EVERY])];
}

/** The address another machine would use for what listens at `host`. */
export const reachedAt = (host: string): string => (host === EVERY ? (localAddresses()[0] ?? LOOPBACK) : host);
