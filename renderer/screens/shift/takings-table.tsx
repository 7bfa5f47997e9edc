// Sums by wallet: what was received, what went back, what is left. Before the count the cash has no amounts.
import type { Fen } from "../../../preload/contract/money.ts";
import { fen, formatYuan } from "../../../preload/contract/money.ts";
import type { ShiftView } from "../../../preload/contract/shifts.ts";
import type { Sums } from "../../../preload/contract/takings.ts";
import { wallet as walletSchema } from "../../../preload/contract/status.ts";
import { Tile } from "../../components/way.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import type { Words } from "../../text/zh-cn.ts";
import css from "./shift.module.css";

/** What a wallet's key is called: its name, cash, a pay mode's own name. */
export function wayName(words: Words, key: string | null): string {
  if (key === null) return words.shift.unnamed;
  if (key === "cash") return words.methods.cash;
  const known = walletSchema.safeParse(key);
  return known.success ? words.wallets[known.data] : key;
}

export function WayCell({ name }: { readonly name: string | null }) {
  const words = useWords();
  const known = walletSchema.safeParse(name);
  return (
    <span className={cls(css.way)}>
      <Tile wallet={known.success ? known.data : null} method={name === "cash" ? "cash" : "mode"} />
      {wayName(words, name)}
    </span>
  );
}

/** More may have gone back than came in. */
export const netText = ({ fen: received, backFen }: Pick<Sums, "fen" | "backFen">): string =>
  signedYuan(received - backFen);

export const signedYuan = (amount: number): string => `${amount < 0 ? "−" : ""}${formatYuan(absolute(amount))}`;
const absolute = (amount: number): Fen => fen(Math.abs(amount));

export function TakingsTable({ shift }: { readonly shift: ShiftView }) {
  const { shift: words } = useWords();
  const rows = shift.takings.byWallet;
  const isBlind = shift.drawer === null;
  const { total } = shift.takings;
  return (
    <table className={cls(css.table)}>
      <thead>
        <tr>
          <th scope="col">{words.way}</th>
          <th scope="col">{words.count}</th>
          <th scope="col">{words.received}</th>
          <th scope="col">{words.back}</th>
          <th scope="col">{words.net}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key ?? ""}>
            <th scope="row">
              <WayCell name={row.key} />
            </th>
            <td>{row.count}</td>
            <td>{formatYuan(row.fen)}</td>
            <td className={cls(css.muted)}>{formatYuan(row.backFen)}</td>
            <td className={cls(css.strong)}>{netText(row)}</td>
          </tr>
        ))}
        {isBlind ? (
          <tr>
            <th scope="row">
              <WayCell name="cash" />
            </th>
            <td>{shift.cashCount}</td>
            <td colSpan={3} className={cls(css.muted)}>
              {words.afterCount}
            </td>
          </tr>
        ) : null}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{isBlind ? words.totalWithoutCash : words.total}</th>
          <td>{total.count}</td>
          <td>{formatYuan(total.fen)}</td>
          <td>{formatYuan(total.backFen)}</td>
          <td>{netText(total)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
