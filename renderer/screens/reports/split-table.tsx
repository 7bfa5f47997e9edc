// The report's sums as a table, split the way that is chosen. Every split adds up to the same total.
import { channelId } from "../../../preload/contract/status.ts";
import { formatYuan } from "../../../preload/contract/money.ts";
import type { ReportView } from "../../../preload/contract/reports.ts";
import type { Sums } from "../../../preload/contract/takings.ts";
import { Choice } from "../../components/choice.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import type { Words } from "../../text/zh-cn.ts";
import { netText, wayName } from "../shift/takings-table.tsx";
import css from "./reports.module.css";
import { type Table, useReports } from "./store.ts";

type Row = Sums & { readonly name: string };

const moved = ({ count, backCount }: Sums): boolean => count + backCount > 0;

function channelName(words: Words, id: string): string {
  const known = channelId.safeParse(id);
  return known.success ? words.channels[known.data] : id;
}

function rowsOf(words: Words, { takings, byHour, byDay }: ReportView, table: Table): readonly Row[] {
  switch (table) {
    case "wallets":
      return takings.byWallet.map((row) => ({ ...row, name: wayName(words, row.key) }));
    case "tenders":
      return takings.byTender.map((row) => ({ ...row, name: words.methods[row.key] }));
    case "cashiers":
      return takings.byCashier.map((row) => ({ ...row, name: row.key ?? words.shift.nobody }));
    case "channels":
      return takings.byChannel.map((row) => ({ ...row, name: channelName(words, row.key) }));
    case "hours":
      return byHour.filter(moved).map((row) => ({ ...row, name: `${String(row.key).padStart(2, "0")}:00` }));
    case "days":
      return byDay.filter(moved).map((row) => ({ ...row, name: row.key }));
  }
}

export function SplitTable({ report }: { readonly report: ReportView }) {
  const words = useWords();
  const table = useReports((each) => each.table);
  const tables: readonly Table[] = ["wallets", "tenders", "cashiers", "channels", "hours"];
  const offered = report.span === "day" ? tables : [...tables, "days" as const];
  const shown = offered.includes(table) ? table : "wallets";
  const { total } = report.takings;
  return (
    <section className={cls(css.panel)} aria-label={words.reports.tablesName}>
      <Choice
        name={words.reports.tablesName}
        options={offered.map((value) => ({ value, label: words.reports.tables[value] }))}
        value={shown}
        onChange={(next) => useReports.setState({ table: next })}
        look="chip"
      />
      <table className={cls(css.table)}>
        <thead>
          <tr>
            <th scope="col">{words.reports.key}</th>
            <th scope="col">{words.shift.count}</th>
            <th scope="col">{words.shift.received}</th>
            <th scope="col">{words.shift.back}</th>
            <th scope="col">{words.shift.net}</th>
          </tr>
        </thead>
        <tbody>
          {rowsOf(words, report, shown).map((row) => (
            <SumsRow key={row.name} row={row} />
          ))}
        </tbody>
        <tfoot>
          <SumsRow row={{ ...total, name: words.shift.total }} />
        </tfoot>
      </table>
    </section>
  );
}

const SumsRow = ({ row }: { readonly row: Row }) => (
  <tr>
    <th scope="row">{row.name}</th>
    <td>{row.count}</td>
    <td>{formatYuan(row.fen)}</td>
    <td className={cls(css.muted)}>{formatYuan(row.backFen)}</td>
    <td className={cls(css.strong)}>{netText(row)}</td>
  </tr>
);
