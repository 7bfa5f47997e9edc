// The sentence that says what was refused and why, announced at once. Codes stand small, and only where a person
// of ours is needed.
import type { Failure } from "../../preload/contract/failure.ts";
import { cls } from "../class-names.ts";
import { type Notice, useNotice } from "../notice.ts";
import { yuan } from "../text/format.ts";
import { useWords } from "../text/use-words.ts";
import type { Words } from "../text/zh-cn.ts";
import css from "./notice-line.module.css";
import { Shape, type ShapeName } from "./shape.tsx";

export const failureText = (words: Words, failure: Failure): string =>
  words.failure[failure.code]({ detail: failure.detail });

function textOf(words: Words, notice: Notice): string {
  if (notice.kind === "remark") return words.remarks[notice.remark];
  if (notice.kind === "done") return words.print.done[notice.done];
  if (notice.kind === "failure") return failureText(words, notice.failure);
  const { failure, heard, goods, did } = notice.answer;
  if (goods !== null && failure === null) return words.goods.found({ title: goods.title, price: yuan(goods.priceFen) });
  if (did === "kept") return words.kept({ heard: words.heard[heard] });
  if (failure === null) return words.repeated;
  // A sentence about a thing that is no pay code names the thing itself.
  if (!Object.hasOwn(words.wallets, heard)) return failureText(words, failure);
  return words.heardSays({ heard: words.heard[heard], says: failureText(words, failure) });
}

const SHAPES: Readonly<Record<Notice["kind"], ShapeName>> = {
  remark: "wait",
  done: "ok",
  failure: "none",
  scan: "none",
};

function codeOf(notice: Notice): string | null {
  const failure = notice.kind === "failure" ? notice.failure : notice.kind === "scan" ? notice.answer.failure : null;
  if (failure === null || failure.who !== "developer") return null;
  return failure.detail === undefined ? failure.code : `${failure.code} ${failure.detail}`;
}

/** Always in the page, so that readers hear each new sentence; empty when there is nothing to say. */
export function NoticeLine({ className }: { readonly className?: string }) {
  const words = useWords();
  const { notice, count } = useNotice();
  const code = notice === null ? null : codeOf(notice);
  return (
    <div role="alert" className={cls(css.box, className)}>
      {notice === null ? null : (
        <p key={count} className={cls(css.notice)}>
          <Shape name={SHAPES[notice.kind]} />
          <span>{textOf(words, notice)}</span>
          {code === null ? null : <small className={cls(css.code)}>{words.app.code({ text: code })}</small>}
        </p>
      )}
    </div>
  );
}
