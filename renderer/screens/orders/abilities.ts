// What may be asked of the channel an attempt went through, whichever channel takes new sales now.
import type { ChannelId } from "../../../preload/contract/status.ts";
import type { ChannelView } from "../../../preload/contract/views.ts";
import { useTill } from "../../till.ts";

type Abilities = Pick<ChannelView["can"], "query" | "refund">;

/** Cash asks nobody, and goes back in any part. */
const CASH: Abilities = { query: false, refund: "partial" };
/** A channel that is not set up any more: main says why when it is asked. */
const GONE: Abilities = { query: true, refund: "partial" };

export function useAbilities(id: ChannelId): Abilities {
  const channels = useTill((till) => till.state?.channels);
  if (id === "cash") return CASH;
  return channels?.find((channel) => channel.id === id)?.can ?? GONE;
}
