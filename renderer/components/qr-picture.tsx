// A QR code drawn here, as one path on white: from a text, or from rows of 0 and 1. Nothing is fetched.
import { encode } from "uqr";
import { cls } from "../class-names.ts";
import css from "./qr-picture.module.css";

type Props = { readonly name: string; readonly className?: string };

/** Runs of dark cells as sub-paths. */
function pathOf(rows: readonly string[]): string {
  return rows
    .flatMap((row, y) =>
      [...row.matchAll(/1+/g)].map((run) => `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`),
    )
    .join("");
}

export const QrRows = ({ rows, name, className }: Props & { readonly rows: readonly string[] }) => (
  <svg
    role="img"
    aria-label={name}
    className={cls(css.picture, className)}
    viewBox={`0 0 ${rows[0]?.length ?? 1} ${Math.max(1, rows.length)}`}
    shapeRendering="crispEdges"
  >
    <path fill="#000" d={pathOf(rows)} />
  </svg>
);

export function QrText({ text, name, className }: Props & { readonly text: string }) {
  const { data } = encode(text, { ecc: "M", border: 0 });
  const rows = data.map((row) => row.map((dark) => (dark ? "1" : "0")).join(""));
  return <QrRows rows={rows} name={name} {...(className === undefined ? {} : { className })} />;
}
