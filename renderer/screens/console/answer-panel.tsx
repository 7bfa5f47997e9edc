// What left and what came back, decoded; whether the answer may be believed stands before its content.
import { Shape } from "../../components/shape.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./console.module.css";
import { useConsole } from "./store.ts";

export function AnswerPanel() {
  const words = useWords();
  const text = words.channelPages.console;
  const { answer, isSending } = useConsole();
  return (
    <section className={cls(css.panel, css.answers)} aria-label={text.answer} aria-busy={isSending} aria-live="polite">
      {answer === null ? (
        <p className={cls(css.note)}>{isSending ? text.sending : text.waiting}</p>
      ) : (
        <>
          <h2>{text.request}</h2>
          {answer.request === null ? (
            <p className={cls(css.note)}>{text.noRequest}</p>
          ) : (
            <>
              <p className={cls(css.line)}>
                {answer.request.method} {answer.request.url}
              </p>
              <Written name={text.request} value={answer.request.body} />
              <details className={cls(css.others)}>
                <summary>{text.requestHeaders}</summary>
                <Written name={text.requestHeaders} value={answer.request.headers} />
              </details>
            </>
          )}
          <h2>{text.answer}</h2>
          <p className={cls(css.verified)}>
            <Shape name={answer.verified ? "ok" : "wait"} tone={answer.verified ? "ink" : "verdict"} />
            <b>{answer.verified ? text.verified : text.unverified}</b>
            <span>{answer.status === null ? text.noStatus : text.status({ text: String(answer.status) })}</span>
          </p>
          {answer.failure === null ? null : <p className={cls(css.note)}>{words.reason[answer.failure].short}</p>}
          {answer.status === null ? null : <Written name={text.body} value={answer.body} />}
          {Object.keys(answer.headers).length === 0 ? null : (
            <details className={cls(css.others)}>
              <summary>{text.headers}</summary>
              <Written name={text.headers} value={answer.headers} />
            </details>
          )}
        </>
      )}
    </section>
  );
}

/** A block that a person can copy. */
const Written = ({ name, value }: { readonly name: string; readonly value: unknown }) => (
  <pre className={cls(css.written)} aria-label={name}>
    {typeof value === "string" ? value : JSON.stringify(value, null, 2)}
  </pre>
);
