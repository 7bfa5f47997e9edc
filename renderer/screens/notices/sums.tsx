// What came in, by channel: what was believed, what stood there already, and what was turned away and why.
import type { NoticeSums } from "../../../preload/contract/notices.ts";
import { cls } from "../../class-names.ts";
import { useMoment, useWords } from "../../text/use-words.ts";
import css from "./notices.module.css";

const KINDS = ["accepted", "repeated", "forged", "oversized", "other"] as const;

export function Sums({ sums }: { readonly sums: readonly NoticeSums[] }) {
  const { notices, channelPages } = useWords();
  const told = useMoment();
  return (
    <section className={cls(css.panel)} aria-label={notices.counts}>
      <h2>{notices.counts}</h2>
      {sums.length === 0 ? <p className={cls(css.note)}>{notices.noCounts}</p> : null}
      {sums.length === 0 ? null : (
        <table className={cls(css.table)}>
          <thead>
            <tr>
              <th scope="col">{notices.channel}</th>
              {KINDS.map((kind) => (
                <th key={kind} scope="col">
                  {notices.kinds[kind]}
                </th>
              ))}
              <th scope="col">{notices.lastAt}</th>
            </tr>
          </thead>
          <tbody>
            {sums.map((sum) => (
              <tr key={sum.channel ?? ""}>
                <th scope="row">{sum.channel === null ? notices.nobody : channelPages.short[sum.channel]}</th>
                {KINDS.map((kind) => (
                  <td key={kind} className={cls(kind !== "accepted" && sum[kind] > 0 && css.counted)}>
                    {sum[kind]}
                  </td>
                ))}
                <td>{told(sum.lastAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
