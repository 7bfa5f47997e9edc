// Plays what is to be heard, one after the other: what has begun is heard to its end, whatever the next sale does. The
// clips are files of our own, played by the page's own players; nothing is fetched.
import type { Settings } from "../../preload/contract/views.ts";
import { type ClipName, clipUrl } from "./clips.ts";
import { type EarconName, playEarcon } from "./earcons.ts";
import type { Said } from "./said.ts";

type Sound = Settings["sound"];
/** Volumes are kept in percent. */
const FULL = 100;
/** More than this is waiting only when the shop is faster than speech: then the oldest is left unsaid. */
const MAX_WAITING = 6;
/** A clip that neither ends nor fails within this is given up: a machine without a sound device. */
const CLIP_MS = 6000;
const VOLUME_OF: Readonly<Record<EarconName, keyof Sound["volumes"]>> = {
  paid: "paid",
  none: "none",
  wait: "wait",
  late: "wait",
  accepted: "scan",
  refused: "scan",
};

let settings: Sound | null = null;
let waiting: Said[] = [];
let isPlaying = false;
const players = new Map<ClipName, HTMLAudioElement>();

export const useSound = (sound: Sound): void => void (settings = sound);
export const isQuiet = (): boolean => !isPlaying && waiting.length === 0;

export function say(said: Said): void {
  if (settings === null || !settings.on) return;
  waiting = [...waiting, said].slice(-MAX_WAITING);
  if (!isPlaying) void playAll();
}

async function playAll(): Promise<void> {
  isPlaying = true;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await play(next);
  isPlaying = false;
}

async function play({ earcon, clips }: Said): Promise<void> {
  if (settings === null) return;
  const volume = settings.volumes[VOLUME_OF[earcon]] / FULL;
  // The record of what was heard, for whoever looks at the page's performance.
  performance.mark(`sound:${[earcon, ...clips].join(" ")}`);
  await playEarcon(earcon, volume);
  if (settings.speak) for (const name of clips) await playClip(name, volume);
}

function playClip(name: ClipName, volume: number): Promise<void> {
  const known = players.get(name);
  const player = known ?? new Audio(clipUrl(name));
  if (known === undefined) players.set(name, player);
  player.volume = volume;
  player.currentTime = 0;
  return new Promise((done) => {
    const late = window.setTimeout(end, CLIP_MS);
    function end(): void {
      window.clearTimeout(late);
      player.removeEventListener("ended", end);
      player.removeEventListener("error", end);
      done();
    }
    player.addEventListener("ended", end);
    player.addEventListener("error", end);
    player.play().catch(end);
  });
}
