// What a world will be like, drawn at its beginning: channels, customers, lives and how they end, outages, full disks and
// clocks that jump.
import type { ChannelName } from "./bank.ts";
import type { Draw } from "./draw.ts";

type Span = { readonly fromMs: number; readonly toMs: number };

/** One life of the till. */
export type Era = {
  readonly customers: number;
  readonly spanMs: number;
  readonly tailMs: number;
  /** The step at which the process dies; Infinity = it lives to the end of the era. */
  readonly diesAt: number;
  readonly endsOrderly: boolean;
  /** How long the till stays off afterwards. */
  readonly offMs: number;
  /** It finds a book that an earlier version wrote, and has to bring it up to date. */
  readonly isOlder: boolean;
};

export type Plan = {
  readonly channels: readonly [ChannelName, ...ChannelName[]];
  /** Money may come after everything was given up, and a day is waited for it. */
  readonly isLate: boolean;
  readonly pooulEdition: "A" | "B";
  /** How many times the faults' rates hold; 0 = all is well. */
  readonly roughness: number;
  readonly eras: readonly Era[];
  readonly outages: readonly Span[];
  readonly fullDisks: readonly Span[];
  readonly jumps: readonly { readonly atMs: number; readonly byMs: number }[];
};

export const CHANNELS: readonly [ChannelName, ...ChannelName[]] = [
  "pooul",
  "leshua",
  "huishouyin",
  "payserver",
  "gathering",
];

const ROUGHNESS = [0, 0.3, 1, 1, 2, 4] as const;
const HOUR_MS = 3_600_000;

export function drawPlan(draw: Draw, { seed, profile }: { seed: number; profile: ChannelName | null }): Plan {
  const turn = CHANNELS[seed % CHANNELS.length] ?? "pooul";
  const isMixed = profile === null && draw.chance(0.2);
  const eras = drawEras(draw);
  const lengthMs = eras.reduce((sum, era) => sum + era.spanMs + era.tailMs + era.offMs, 0);
  const spans = (probability: number, most: number): Span[] => {
    if (!draw.chance(probability)) return [];
    return Array.from({ length: draw.between(1, 3) }, () => {
      const fromMs = draw.below(lengthMs);
      return { fromMs, toMs: fromMs + draw.between(200, most) };
    });
  };
  return {
    channels: isMixed ? CHANNELS : [profile ?? turn],
    isLate: draw.chance(0.25),
    pooulEdition: draw.chance(0.3) ? "A" : "B",
    roughness: draw.pick(ROUGHNESS),
    eras,
    outages: spans(0.2, 90_000),
    fullDisks: spans(0.2, 30_000),
    jumps: draw.chance(0.25)
      ? Array.from({ length: draw.between(1, 3) }, () => ({ atMs: draw.below(lengthMs), byMs: drawJump(draw) }))
      : [],
  };
}

const drawJump = (draw: Draw): number => draw.between(-48, 48) * draw.pick([1000, 60_000, HOUR_MS, HOUR_MS / 2]);

/** One to four lives; most of them die at a step that comes while they work, some right at their beginning. */
function drawEras(draw: Draw): Era[] {
  const count = draw.pick([1, 1, 2, 2, 3, 4]);
  return Array.from({ length: count }, (_, at) => {
    const customers = draw.chance(0.1) ? 0 : draw.between(1, at === 0 ? 48 : 24);
    const steps = Math.max(20, customers * 30);
    const dies = draw.chance(0.7);
    return {
      customers,
      spanMs: draw.between(5_000, 240_000),
      tailMs: draw.between(0, 300_000),
      diesAt: dies ? 1 + draw.below(draw.chance(0.3) ? 12 : steps) : Number.POSITIVE_INFINITY,
      endsOrderly: draw.chance(0.5),
      offMs: draw.chance(0.1)
        ? draw.between(HOUR_MS, 30 * HOUR_MS)
        : draw.between(100, draw.chance(0.5) ? 3000 : 120_000),
      isOlder: draw.chance(0.06),
    };
  });
}
