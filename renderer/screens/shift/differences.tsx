// 对差异: the count against what the drawer should hold, why they differ, and the signature that ends the shift.
import { useState } from "react";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField } from "react-aria-components/TextField";
import { fen, formatYuan } from "../../../preload/contract/money.ts";
import type { DrawerView, ShiftDesk, ShiftView } from "../../../preload/contract/shifts.ts";
import { Choice } from "../../components/choice.tsx";
import { cls } from "../../class-names.ts";
import { useShortMoment, useWords } from "../../text/use-words.ts";
import css from "./shift.module.css";
import { Sign } from "./sign.tsx";
import { WayCell, netText, signedYuan } from "./takings-table.tsx";

type Why = "change" | "forgotten" | "opened" | "other";

export function Differences({ desk, shift }: { readonly desk: ShiftDesk; readonly shift: ShiftView }) {
  const { shift: words } = useWords();
  const told = useShortMoment();
  const [why, setWhy] = useState<Why | null>(null);
  const [other, setOther] = useState("");
  const { drawer } = shift;
  if (drawer === null) return null;
  const isEven = drawer.differenceFen === 0;
  const said = why === null ? "" : why === "other" ? other.trim() : words.whys[why];
  return (
    <div className={cls(css.columns)}>
      <section className={cls(css.panel)} aria-label={words.steps.differences}>
        <Sums drawer={drawer} at={told(shift.countedAt ?? shift.openedAt)} />
        <Compared shift={shift} drawer={drawer} />
        {isEven ? null : (
          <div className={cls(css.why)}>
            <Choice
              name={words.why}
              options={[
                ...(["change", "forgotten", "opened"] as const).map((value) => ({ value, label: words.whys[value] })),
                { value: "other" as const, label: words.whyOther },
              ]}
              value={why}
              onChange={setWhy}
              look="chip"
              showName
            />
            {why === "other" ? (
              <TextField value={other} onChange={setOther} maxLength={80} autoFocus className={cls(css.field)}>
                <Label>{words.whyText}</Label>
                <Input className={cls(css.input)} autoComplete="off" />
              </TextField>
            ) : null}
          </div>
        )}
      </section>
      <Sign desk={desk} shift={shift} drawer={drawer} why={said === "" ? null : said} />
    </div>
  );
}

function Sums({ drawer, at }: { readonly drawer: DrawerView; readonly at: string }) {
  const { shift: words } = useWords();
  const { differenceFen: difference } = drawer;
  const parts = [
    words.parts.float({ text: formatYuan(drawer.floatFen) }),
    `＋ ${words.parts.sales({ text: formatYuan(drawer.salesFen) })}`,
    drawer.inFen > 0 ? `＋ ${words.parts.in({ text: formatYuan(drawer.inFen) })}` : "",
    drawer.backFen > 0 ? `－ ${words.parts.back({ text: formatYuan(drawer.backFen) })}` : "",
    drawer.outFen > 0 ? `－ ${words.parts.out({ text: formatYuan(drawer.outFen) })}` : "",
  ];
  return (
    <div className={cls(css.result)}>
      <div>
        <p>{difference === 0 ? words.even : difference < 0 ? words.short : words.over}</p>
        <p className={cls(css.large)}>
          <small>¥</small>
          {formatYuan(fen(Math.abs(difference)))}
        </p>
      </div>
      <div className={cls(css.muted)}>
        <p>
          {words.expected({ text: signedYuan(drawer.expectedFen) })} ＝ {parts.filter((part) => part !== "").join(" ")}
        </p>
        <p>
          {words.countedAt({ text: `¥${formatYuan(drawer.countedFen)}` })} {at}
        </p>
      </div>
    </div>
  );
}

function Compared({ shift, drawer }: { readonly shift: ShiftView; readonly drawer: DrawerView }) {
  const { shift: words } = useWords();
  return (
    <table className={cls(css.table)}>
      <thead>
        <tr>
          <th scope="col">{words.way}</th>
          <th scope="col">{words.count}</th>
          <th scope="col">{words.booked}</th>
          <th scope="col">{words.counted}</th>
          <th scope="col">{words.difference}</th>
        </tr>
      </thead>
      <tbody>
        {shift.takings.byWallet
          .filter(({ key }) => key !== "cash")
          .map((row) => (
            <tr key={row.key ?? ""}>
              <th scope="row">
                <WayCell name={row.key} />
              </th>
              <td>{row.count}</td>
              <td>{netText(row)}</td>
              <td className={cls(css.muted)}>–</td>
              <td className={cls(css.muted)}>–</td>
            </tr>
          ))}
        <tr>
          <th scope="row">
            <WayCell name="cash" />
          </th>
          <td>{shift.cashCount}</td>
          <td>{signedYuan(drawer.expectedFen)}</td>
          <td>{formatYuan(drawer.countedFen)}</td>
          <td className={cls(css.strong)}>{signedYuan(drawer.differenceFen)}</td>
        </tr>
      </tbody>
    </table>
  );
}
