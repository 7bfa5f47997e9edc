// Who is calling: only the main frame of a window we opened, showing a page of our own origin, may call.
// Addresses are parsed and compared part by part, never matched as text.

/** What a host knows about the frame a call came from. */
export type Sender = {
  readonly knownWindow: boolean;
  readonly mainFrame: boolean;
  /** The frame's address as the browser reports it. */
  readonly url: string;
};

/** Why a sender is refused, or null when it may call. `origin` is scheme and host, like `https://till.local`. */
export function refuseSender(sender: Sender, origin: string): "unknown_window" | "not_main_frame" | "origin" | null {
  if (sender.knownWindow !== true) return "unknown_window";
  if (sender.mainFrame !== true) return "not_main_frame";
  return sameOrigin(sender.url, origin) ? null : "origin";
}

/**
 * True for an address whose scheme, host and port are exactly the origin's and which names no user.
 * `URL.origin` is not asked: it answers `https://till.local` for `blob:https://till.local/…` and "null" for
 * every custom scheme.
 */
export function sameOrigin(address: unknown, origin: string): boolean {
  if (typeof address !== "string" || !URL.canParse(address)) return false;
  const [url, ours] = [new URL(address), new URL(origin)];
  return (
    url.protocol === ours.protocol &&
    url.hostname === ours.hostname &&
    url.port === ours.port &&
    url.username === "" &&
    url.password === ""
  );
}
