// Three scans of one gun: how far it is, what the last one showed, and what that means. No digit of a scan comes here.
import { lineOf } from "../../../preload/contract/gun-lines.ts";
import type { TillState } from "../../../preload/contract/views.ts";
import { cls } from "../../class-names.ts";
import { measureOf, SCANS_TO_PASS } from "../../scan/guns.ts";
import { useWords } from "../../text/use-words.ts";
import { GapChart } from "./gap-chart.tsx";
import css from "./scanners.module.css";
import { type Tried, useTry } from "./store.ts";
import { Ticks } from "./ticks.tsx";

const WALLETS: ReadonlySet<Tried["heard"]> = new Set<Tried["heard"]>(["wechat", "alipay", "unionpay", "ecny"]);

export function TryPanel({ state }: { readonly state: TillState }) {
  const { scannerPage: words } = useWords();
  const scans = useTry((each) => each.scans);
  const last = scans.at(-1);
  const left = SCANS_TO_PASS - scans.length;
  const title = left === SCANS_TO_PASS ? words.begin : left > 0 ? words.more({ left }) : words.passed;
  return (
    <section className={cls(css.panel, css.try)} aria-label={words.title}>
      <header className={cls(css.head)}>
        <div role="status">
          <h2>{title}</h2>
          <p className={cls(css.note)}>{last && WALLETS.has(last.heard) ? words.payCode : words.hint}</p>
        </div>
        <Steps done={scans.length} />
      </header>
      {last === undefined ? (
        <p className={cls(css.empty)}>{words.waiting}</p>
      ) : last.typed === null ? (
        <Spoken scans={scans} last={last} state={state} />
      ) : (
        <TypedScan scans={scans} typed={last.typed} chars={last.chars} />
      )}
      {last === undefined ? null : <Ticks scans={scans} last={last} />}
    </section>
  );
}

const STEPS: readonly number[] = Array.from({ length: SCANS_TO_PASS }, (_, at) => at + 1);

const Steps = ({ done }: { readonly done: number }) => (
  <ol className={cls(css.steps)} aria-hidden="true">
    {STEPS.map((step) => (
      <li key={step} className={cls(step <= done && css.done, step === done + 1 && css.now)}>
        {step}
      </li>
    ))}
  </ol>
);

type TypedProps = {
  readonly scans: readonly Tried[];
  readonly typed: NonNullable<Tried["typed"]>;
  readonly chars: number;
};

function TypedScan({ scans, typed, chars }: TypedProps) {
  const { scannerPage: words } = useWords();
  const all = scans.flatMap((scan) => scan.typed?.gaps ?? []);
  const { typicalMs, longestMs } = measureOf(all);
  return (
    <>
      <GapChart
        name={words.gapsOf({ n: scans.length, chars })}
        gaps={typed.gaps}
        lineMs={lineOf({ longestMs })}
        says={words.chart({ typical: typicalMs, longest: longestMs })}
      />
      <Facts
        facts={[
          [words.typical, words.ms({ ms: typicalMs })],
          [words.longest, words.ms({ ms: longestMs })],
          [words.ending, words.endings[typed.ending]],
          [words.read, words.chars({ n: chars })],
        ]}
      />
    </>
  );
}

type SpokenProps = { readonly scans: readonly Tried[]; readonly last: Tried; readonly state: TillState };

/** A gun that is opened: what it is, and what was learnt of it. */
function Spoken({ scans, last, state }: SpokenProps) {
  const { scannerPage: words, heard } = useWords();
  const rows = scans.map((scan, at) => ({ n: at + 1, scan }));
  const gun = state.scanner.guns.find((each) => each.id === last.gun?.id);
  const learnt =
    gun?.way === "hid"
      ? ([words.layout, gun.layout ? words.layouts[gun.layout] : words.unknownYet] as const)
      : ([words.ending, gun?.framing ? words.suffixes[gun.framing.suffix] : words.unknownYet] as const);
  return (
    <>
      <h3 className={cls(css.gunName)}>{last.gun?.name ?? ""}</h3>
      <ol className={cls(css.scans)}>
        {rows.map(({ n, scan }) => (
          <li key={n}>
            <span>{words.scanNo({ n, chars: scan.chars })}</span>
            <span>{heard[scan.heard]}</span>
          </li>
        ))}
      </ol>
      <Facts
        facts={[
          learnt,
          ...(gun?.framing ? [[words.silence, words.ms({ ms: gun.framing.silenceMs })] as const] : []),
          [words.read, words.chars({ n: last.chars })],
        ]}
      />
    </>
  );
}

const Facts = ({ facts }: { readonly facts: readonly (readonly [string, string])[] }) => (
  <dl className={cls(css.facts)}>
    {facts.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
