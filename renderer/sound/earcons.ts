// The three verdicts as rhythms that nobody confuses, and two ticks for scans: made by the page itself, from no file.
// They are told apart by rhythm alone; pitch only helps.

export type EarconName = "paid" | "none" | "wait" | "late" | "accepted" | "refused";
/** Milliseconds and hertz. */
export type Note = { readonly atMs: number; readonly ms: number; readonly hz: number };

const [G5, C6, A4, E5, TICK, DULL] = [783.99, 1046.5, 440, 659.25, 2000, 160] as const;

export const EARCONS: Readonly<Record<EarconName, readonly Note[]>> = {
  /** short – long */
  paid: [
    { atMs: 0, ms: 90, hz: G5 },
    { atMs: 150, ms: 180, hz: C6 },
  ],
  /** three equal */
  none: [
    { atMs: 0, ms: 140, hz: A4 },
    { atMs: 220, ms: 140, hz: A4 },
    { atMs: 440, ms: 140, hz: A4 },
  ],
  /** one long pulse */
  wait: [{ atMs: 0, ms: 600, hz: E5 }],
  /** long pulse, then short – long */
  late: [
    { atMs: 0, ms: 600, hz: E5 },
    { atMs: 700, ms: 90, hz: G5 },
    { atMs: 850, ms: 180, hz: C6 },
  ],
  accepted: [{ atMs: 0, ms: 20, hz: TICK }],
  refused: [{ atMs: 0, ms: 120, hz: DULL }],
};

export const lengthOf = (name: EarconName): number => Math.max(...EARCONS[name].map(({ atMs, ms }) => atMs + ms));

/** A tone that begins and ends at full height would click. */
const EDGE_S = 0.008;
const LEAD_S = 0.01;

let context: AudioContext | null = null;

/** Plays one; resolves when it is over, also where the machine has no sound. `volume`: 0 to 1. */
export async function playEarcon(name: EarconName, volume: number): Promise<void> {
  context ??= new AudioContext();
  // A machine without a sound device keeps its context suspended for ever: nothing waits for it.
  void context.resume().catch(() => {});
  const start = context.currentTime + LEAD_S;
  for (const { atMs, ms, hz } of EARCONS[name]) {
    const tone = new OscillatorNode(context, { frequency: hz, type: name === "refused" ? "square" : "sine" });
    const gain = new GainNode(context, { gain: 0 });
    const [from, to] = [start + atMs / 1000, start + (atMs + ms) / 1000];
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(volume, from + EDGE_S);
    gain.gain.setValueAtTime(volume, Math.max(from + EDGE_S, to - EDGE_S));
    gain.gain.linearRampToValueAtTime(0, to);
    tone.connect(gain).connect(context.destination);
    tone.start(from);
    tone.stop(to);
  }
  await new Promise<void>((done) => window.setTimeout(done, lengthOf(name)));
}
