// 商品: the product list and where it comes from, and what the collect screen offers to tap. A file is read and checked as
// a whole before anything is asked; what is wrong with it is said row by row.
import { useEffect } from "react";
import type { TillState } from "../../../preload/contract/views.ts";
import { cls } from "../../class-names.ts";
import { formatYuan } from "../../../preload/contract/money.ts";
import { useWords } from "../../text/use-words.ts";
import { AmountsPanel } from "./amounts-panel.tsx";
import css from "./goods.module.css";
import { ImportPanel } from "./import-panel.tsx";
import { findGoods, useGoods } from "./store.ts";

export function GoodsPage({ state }: { readonly state: TillState }) {
  useEffect(() => void findGoods(""), []);
  return (
    <div className={cls(css.page)}>
      <div className={cls(css.column)}>
        <ImportPanel />
        <AmountsPanel state={state} />
      </div>
      <ListPanel />
    </div>
  );
}

function ListPanel() {
  const { goods: words } = useWords();
  const { count, goods, search } = useGoods();
  return (
    <section className={cls(css.panel, css.listPanel)} aria-label={words.importTitle}>
      <input
        type="search"
        className={cls(css.field)}
        aria-label={words.search}
        placeholder={words.search}
        value={search}
        onChange={(event) => void findGoods(event.target.value)}
      />
      {count === 0 ? <p className={cls(css.text)}>{words.none}</p> : null}
      {count !== null && count > 0 && goods.length === 0 ? <p className={cls(css.text)}>{words.noMatch}</p> : null}
      {goods.length === 0 ? null : (
        <div className={cls(css.box)}>
          <table className={cls(css.table)}>
            <thead>
              <tr>
                <th scope="col">{words.columns.barcode}</th>
                <th scope="col">{words.columns.title}</th>
                <th scope="col">{words.columns.price}</th>
              </tr>
            </thead>
            <tbody>
              {goods.map((one) => (
                <tr key={one.barcode}>
                  <td>{one.barcode}</td>
                  <td>{one.title}</td>
                  <td>{formatYuan(one.priceFen)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
