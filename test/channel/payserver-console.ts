// The channel console as its tests use it: a call by its name, its schema passed first, and payments of a named mode.
import { expect } from "vitest";
import type { DocumentedCall } from "../../main/channel/channel.ts";
import type { PayserverPeerOptions } from "../peers/payserver.ts";
import { newTradeNo, openChannel } from "./payserver-support.ts";

export type Fields = Record<string, unknown>;

export const ACCOUNT = { signAccounterUUID: "ega7hvZz0RBw8TQNFFZN2w", signPersonUUID: "9oNEJPMAqmVivbk4hioNxQ" };

export async function openConsole(options: PayserverPeerOptions = {}) {
  const one = await openChannel(options);
  const { peer } = one;
  const call = (name: string): DocumentedCall => {
    const found = one.channel.calls.find((known) => known.name === name);
    if (!found) throw new Error(`no call ${name}`);
    return found;
  };
  const send = async (name: string, input: Fields) => {
    expect(call(name).input.safeParse(input).error).toBeUndefined();
    return call(name).send(input, 1000);
  };
  const modeOf = (name: string) => peer.books.modes.find((mode) => mode.name === name)?.uuid ?? "";
  const payment = (name: string, payParams: Fields, more: Fields = {}) => ({
    payModeUUID: modeOf(name),
    payAmount: 221,
    clientPayNo: newTradeNo() as string,
    payParams,
    ...more,
  });
  return { ...one, call, send, modeOf, payment };
}
