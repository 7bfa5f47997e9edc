// 报表: what really moved in a day, a week or a month, beside the same stretch before it; into a file, or onto paper.
import { useEffect } from "react";
import type { ReportView } from "../../../preload/contract/reports.ts";
import { formatYuan } from "../../../preload/contract/money.ts";
import { Bars } from "../../components/bars.tsx";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { Split } from "../../components/split.tsx";
import { cls } from "../../class-names.ts";
import { useNow } from "../../now.ts";
import { useWords } from "../../text/use-words.ts";
import { netText, signedYuan, wayName } from "../shift/takings-table.tsx";
import css from "./reports.module.css";
import { mirrorReport, printDay, readReport, saveReport, turn, useReports } from "./store.ts";
import { SplitTable } from "./split-table.tsx";

/** yyyy-mm-dd where this window stands. */
function dayOf(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function ReportsPage() {
  const today = dayOf(useNow());
  const { report, day } = useReports();
  const { reports: words } = useWords();
  useEffect(() => mirrorReport(today), [today]);
  return (
    <>
      <Head />
      {report === null || day === "" ? <p>{words.reading}</p> : <Page report={report} />}
    </>
  );
}

function Head() {
  const { reports: words } = useWords();
  const { span, report, done } = useReports();
  const text = report === null ? "" : report.first === report.last ? report.first : `${report.first} – ${report.last}`;
  const said =
    done === null
      ? ""
      : done.kind === "saved"
        ? words.saved({ text: done.file })
        : done.reprint > 0
          ? words.reprinted({ count: done.reprint })
          : words.printed;
  return (
    <div className={cls(css.head)}>
      <Choice
        name={words.spansName}
        options={(["day", "week", "month"] as const).map((value) => ({ value, label: words.spans[value] }))}
        value={span}
        onChange={(next) => void readReport({ span: next })}
        look="chip"
      />
      <Button size="small" onPress={() => turn(-1)}>
        {words.earlier}
      </Button>
      <b className={cls(css.days)}>{text}</b>
      <Button size="small" isDisabled={report?.isRunning ?? true} onPress={() => turn(1)}>
        {words.later}
      </Button>
      <div className={cls(css.files)}>
        <Button size="small" onPress={() => void saveReport("xlsx")}>
          {words.xlsx}
        </Button>
        <Button size="small" onPress={() => void saveReport("csv")}>
          {words.csv}
        </Button>
        {span === "day" ? (
          <Button size="small" onPress={() => void printDay()}>
            {words.print}
          </Button>
        ) : null}
      </div>
      <p role="status" className={cls(css.done)}>
        {said}
      </p>
    </div>
  );
}

function Page({ report }: { readonly report: ReportView }) {
  const words = useWords();
  const { total, byWallet } = report.takings;
  const isEmpty = total.count + total.backCount === 0;
  const parts = byWallet
    .filter(({ fen }) => fen > 0)
    .map(({ key, fen }) => ({ key: key ?? "", label: wayName(words, key), value: fen }));
  return (
    <div className={cls(css.columns)}>
      {/* Longer than the window it is scrolled, and the keys scroll what has the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section tabIndex={0} className={cls(css.panel)} aria-label={words.reports.title}>
        <Totals report={report} />
        {isEmpty ? <p className={cls(css.muted)}>{words.reports.empty}</p> : <Course report={report} />}
        {parts.length === 0 ? null : <Split name={words.reports.tables.wallets} parts={parts} />}
      </section>
      <SplitTable report={report} />
    </div>
  );
}

function Totals({ report }: { readonly report: ReportView }) {
  const { reports: words } = useWords();
  const { total } = report.takings;
  const { before } = report;
  const more = total.fen - total.backFen - (before.total.fen - before.total.backFen);
  const text = signedYuan(Math.abs(more));
  const compared = (report.isRunning ? words.beforeRunning : words.before)[report.span];
  const facts = [
    { label: words.received({ count: total.count }), value: formatYuan(total.fen) },
    { label: words.back({ count: total.backCount }), value: formatYuan(total.backFen) },
    { label: words.average, value: report.averageFen === null ? "–" : formatYuan(report.averageFen) },
    ...(report.feeCount === 0
      ? []
      : [{ label: words.fee({ count: report.feeCount }), value: formatYuan(report.feeFen) }]),
    { label: compared, value: netText(before.total) },
  ];
  return (
    <>
      <dl className={cls(css.totals)}>
        <div>
          <dt>{words.net}</dt>
          <dd>
            <small>¥</small>
            {netText(total)}
          </dd>
          <dd className={cls(css.more)}>
            {compared} {more === 0 ? words.same : more > 0 ? words.more({ text }) : words.less({ text })}
          </dd>
        </div>
      </dl>
      <dl className={cls(css.facts)}>
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** More bars than this stand close together. */
const MOST_ROOMY = 9;

/** Through the hours of a day, or the days of anything longer. */
function Course({ report }: { readonly report: ReportView }) {
  const { reports: words } = useWords();
  const isDay = report.span === "day";
  const rows = isDay
    ? report.byHour.map(({ key, fen }) => ({ key: String(key), fen }))
    : report.byDay.map(({ key, fen }) => ({ key: key.slice(5), fen }));
  const from = isDay ? rows.findIndex(({ fen }) => fen > 0) : 0;
  const to = isDay ? rows.findLastIndex(({ fen }) => fen > 0) : rows.length - 1;
  const shown = rows.slice(Math.max(0, from), to + 1);
  const bars = shown.map(({ key, fen }) => ({
    key,
    label: key,
    value: fen,
    shown: formatYuan(fen).replace(/\.00$/, ""),
  }));
  const name = isDay ? words.byHour : words.byDay;
  return (
    <figure className={cls(css.course, bars.length <= MOST_ROOMY && css.low)}>
      <figcaption>{name}</figcaption>
      <Bars name={name} bars={bars} isDense={bars.length > MOST_ROOMY} />
    </figure>
  );
}
