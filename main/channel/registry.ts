// The list of channels this till knows. A new channel is a folder and a line here.
import { type Result, ok } from "../../preload/contract/failure.ts";
import type { ChannelId } from "../../preload/contract/status.ts";
import type { Channel, ChannelKind, ChannelParts } from "./channel.ts";
import { checkConfig } from "./config.ts";
import { gathering } from "./gathering/index.ts";
import { huishouyin } from "./huishouyin/index.ts";
import { leshua } from "./leshua/index.ts";
import { payserver } from "./payserver/index.ts";
import { pooul } from "./pooul/index.ts";
import { training } from "./training/index.ts";

/** A channel kind whose config type is sealed inside: a config is checked before anything can be opened with it. */
export type ListedChannel = Pick<ChannelKind, "id" | "name" | "can" | "secrets" | "form"> & {
  prepare(config: unknown): Result<(parts: ChannelParts) => Channel>;
};

function listed<Config>(kind: ChannelKind<Config>): ListedChannel {
  const { id, name, can, secrets, form } = kind;
  return {
    id,
    name,
    can,
    secrets,
    form,
    prepare(config) {
      const checked = checkConfig(kind, config);
      return checked.ok ? ok((parts) => kind.open(checked.value, parts)) : checked;
    },
  };
}

/** In the order they are offered. */
export const CHANNELS: readonly ListedChannel[] = [
  listed(pooul),
  listed(leshua),
  listed(huishouyin),
  listed(gathering),
  listed(payserver),
  listed(training),
];

export const channelKind = (id: ChannelId): ListedChannel | null => CHANNELS.find((kind) => kind.id === id) ?? null;
