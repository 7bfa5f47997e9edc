// The calls about pay modes, for a channel whose shop opens its ways to pay one by one. After a change the list is read
// again, and only what the channel says then is shown.
import type { PayMode, RealChannelId } from "../../preload/contract/channels.ts";
import { type Result, fail, ok } from "../../preload/contract/failure.ts";
import type { Book } from "../book.ts";
import type { ModeChange, PayModes } from "../channel/pay-modes.ts";
import type { Handlers } from "../ipc/door.ts";

type Name = "channels.modes" | "channels.openMode" | "channels.changeMode";
type Modes = Result<{ modes: PayMode[] }>;

const TIMEOUT_MS = 15_000;

export function modeHandlers(real: Book): Pick<Handlers, Name> {
  const withModes = async (id: RealChannelId, work: (modes: PayModes) => Promise<Modes>): Promise<Modes> => {
    const channel = real.channel(id);
    if (!channel) return fail("channel_not_configured", id, "manager", "never");
    return channel.modes ? work(channel.modes) : fail("channel_cannot", id, "manager", "never");
  };
  return {
    "channels.modes": ({ id }) => withModes(id, list),
    "channels.openMode": ({ id, templateId }) =>
      withModes(id, async (modes) => after(modes, await modes.open(templateId, TIMEOUT_MS))),
    "channels.changeMode": ({ id, uuid, isOpen, order }) =>
      withModes(id, async (modes) => {
        const change = { ...(isOpen === undefined ? {} : { isOpen }), ...(order === undefined ? {} : { order }) };
        return after(modes, await modes.change(uuid, change, TIMEOUT_MS));
      }),
  };
}

async function list(modes: PayModes): Promise<Modes> {
  const answer = await modes.list(TIMEOUT_MS);
  if (answer.kind === "modes") return ok({ modes: [...answer.modes] });
  return fail("modes_unknown", answer.cause, "manager", "now");
}

/** What was refused is said; a change without a clear answer may have been done, which the list shows. */
async function after(modes: PayModes, change: ModeChange): Promise<Modes> {
  if (change.kind === "refused") return fail("mode_refused", change.raw, "manager", "never");
  return list(modes);
}
