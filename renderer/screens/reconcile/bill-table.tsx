// The first rows of a chosen bill, as they stand in the file.
import type { BillPreview } from "../../../preload/contract/reconcile.ts";
import { cls } from "../../class-names.ts";
import css from "./bill.module.css";

export function BillTable({ preview }: { readonly preview: BillPreview }) {
  return (
    <div className={cls(css.scroll)}>
      <table className={cls(css.table)}>
        <thead>
          <tr>
            {preview.header.map((name, i) => (
              // eslint-disable-next-line react/no-array-index-key -- a bill's columns never move, and may share a name
              <th key={i} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((cells, row) => (
            // eslint-disable-next-line react/no-array-index-key -- rows of a file stand where they stand
            <tr key={row}>
              {preview.header.map((_, i) => (
                // eslint-disable-next-line react/no-array-index-key -- as the header
                <td key={i}>{cells[i] ?? ""}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
