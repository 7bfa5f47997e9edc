// What the customer sees: the shop, what to pay and how, and that it was received. It ignores the theme and takes no
// press; green stands only for real money that the channel has proved.
import { useEffect } from "react";
import type { CustomerView } from "../../../preload/contract/customer.ts";
import { formatYuan } from "../../../preload/contract/money.ts";
import { QrText } from "../../components/qr-picture.tsx";
import { cls } from "../../class-names.ts";
import { secondsBetween, useNow } from "../../now.ts";
import { shortTime } from "../../text/format.ts";
import { wordsIn } from "../../text/use-words.ts";
import css from "./customer.module.css";
import { useCustomer } from "./store.ts";

const MINUTE_S = 60;

export function CustomerScreen() {
  const view = useCustomer((each) => each.view);
  const language = view?.language ?? "zh-CN";
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  if (view === null) return <main className={cls(css.screen, css.idle)} />;
  const look = lookOf(view);
  const words = wordsIn(view.language).customer;
  return (
    <main className={cls(css.screen, look)} aria-live="polite">
      {view.training ? <p className={cls(css.training)}>{words.training}</p> : null}
      <Face view={view} />
    </main>
  );
}

/** Green is a channel's proof: the training has none, and neither has cash. */
function lookOf({ face, training }: CustomerView): string | undefined {
  if (face.kind === "paid") return training || !face.proved ? css.practised : css.paid;
  return face.kind === "idle" ? css.idle : css.due;
}

function Face({ view }: { readonly view: CustomerView }) {
  const { face } = view;
  switch (face.kind) {
    case "idle":
      return <Idle view={view} />;
    case "due":
    case "scan":
      return <Due view={view} face={face} />;
    case "paid":
      return <Paid view={view} amount={formatYuan(face.amountFen)} />;
  }
}

function Idle({ view }: { readonly view: CustomerView }) {
  const all = wordsIn(view.language);
  const { customer: words } = all;
  const now = useNow();
  return (
    <>
      <header className={cls(css.edge)}>
        <span>{words.welcome}</span>
        <time>{shortTime(now)}</time>
      </header>
      <div className={cls(css.middle)}>
        <h1 className={cls(css.shop)}>{view.shop === "" ? words.welcome : view.shop}</h1>
        {view.branch === "" ? null : <p className={cls(css.branch)}>{view.branch}</p>}
      </div>
      <footer className={cls(css.edge)}>
        <span className={cls(css.takes)}>
          {view.takes.map((wallet) => (
            <span key={wallet}>{all.wallets[wallet]}</span>
          ))}
          <span>{all.methods.cash}</span>
        </span>
        <span>{words.check}</span>
      </footer>
    </>
  );
}

type DueFace = Extract<CustomerView["face"], { readonly kind: "due" | "scan" }>;

function Due({ view, face }: { readonly view: CustomerView; readonly face: DueFace }) {
  const all = wordsIn(view.language);
  const { customer: words } = all;
  const isScan = face.kind === "scan";
  const wallet = isScan && face.wallet !== null ? all.wallets[face.wallet] : null;
  const how = isScan
    ? wallet === null
      ? words.scanAny
      : words.scanWith({ text: wallet })
    : face.isWaiting
      ? words.waiting
      : words.showCode;
  return (
    <div className={cls(css.beside)}>
      <div>
        <h1 className={cls(css.label)}>{words.pleasePay}</h1>
        <Sum amount={formatYuan(face.amountFen)} />
        <p className={cls(css.how)}>{how}</p>
        {isScan ? <Left view={view} expiresAt={face.expiresAt} /> : <p className={cls(css.hint)}>{words.checkFirst}</p>}
      </div>
      {isScan ? <QrText text={face.codeUrl} name={words.code} className={cls(css.code)} /> : null}
    </div>
  );
}

function Left({ view, expiresAt }: { readonly view: CustomerView; readonly expiresAt: number | null }) {
  const { customer: words } = wordsIn(view.language);
  const now = useNow();
  const left = expiresAt === null ? null : secondsBetween(now, expiresAt);
  return (
    <p className={cls(css.hint)}>
      {left === null ? null : (
        <span role="timer">{words.left({ minutes: Math.floor(left / MINUTE_S), seconds: left % MINUTE_S })}</span>
      )}
      <span>{words.checkFirst}</span>
    </p>
  );
}

function Paid({ view, amount }: { readonly view: CustomerView; readonly amount: string }) {
  const { customer: words } = wordsIn(view.language);
  return (
    <>
      <div className={cls(css.received)}>
        <svg viewBox="0 0 24 24" className={cls(css.tick)} aria-hidden="true">
          <circle cx="12" cy="12" r="12" />
          <path d="M6.4 12.6l4 4 7.2-8" />
        </svg>
        <div>
          <h1 className={cls(css.label)}>{view.training ? words.practised : words.received}</h1>
          <Sum amount={amount} />
        </div>
      </div>
      <footer className={cls(css.edge)}>
        <span>{words.thanks}</span>
        <span className={cls(css.takes)}>
          <span>{view.shop}</span>
          <span>{view.branch}</span>
        </span>
      </footer>
    </>
  );
}

const Sum = ({ amount }: { readonly amount: string }) => (
  <p className={cls(css.sum, amount.length > 7 && css.long)}>
    <small>¥</small>
    {amount}
  </p>
);
