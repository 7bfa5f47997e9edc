// What may be asked of the channel an attempt went through, whichever channel takes new sales now.
import type { ChannelId } from "../../../preload/contract/status.ts";
import type { ChannelView } from "../../../preload/contract/views.ts";
import { useTill } from "../../till.ts";

type Abilities = Pick<ChannelView["can"], "query" | "cancel" | "close" | "refund">;

/** Cash asks nobody, and goes back in any part. */
const CASH: Abilities = { query: false, cancel: false, close: false, refund: "partial" };
/** A channel that is not set up any more: main says why when it is asked. */
const GONE: Abilities = { query: true, cancel: true, close: true, refund: "partial" };

/** Whether what is not paid in time is called off by itself; else a person looks. */
export function useCanCallOff(id: ChannelId): boolean {
  const { cancel, close } = useAbilities(id);
  return cancel || close;
}

export function useAbilities(id: ChannelId): Abilities {
  const channels = useTill((till) => till.state?.channels);
  if (id === "cash") return CASH;
  return channels?.find((channel) => channel.id === id)?.can ?? GONE;
}
