// The customer scans our screen: the code, how long it is good for, and with which wallet. An old code never
// stays: the picture lives as long as its attempt.
import type { AttemptView } from "../../../preload/contract/views.ts";
import { Amount } from "../../components/amount.tsx";
import { NoticeLine } from "../../components/notice-line.tsx";
import { QrText } from "../../components/qr-picture.tsx";
import { Way } from "../../components/way.tsx";
import { cls } from "../../class-names.ts";
import { secondsBetween, useNow } from "../../now.ts";
import { countDown } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./collect.module.css";
import { PayHead } from "./pay-head.tsx";
import { TenderLine } from "./tender-line.tsx";
import qrCss from "./qr-panel.module.css";

export function QrPanel({ attempt }: { readonly attempt: AttemptView }) {
  const words = useWords();
  const { codeUrl } = attempt;
  return (
    <section className={cls(css.pay)} role="status" aria-label={words.methods.qr}>
      <PayHead face="qr" attempt={attempt} />
      <Amount fen={attempt.amountFen} />
      <TenderLine owedFen={attempt.owedFen} dueFen={attempt.dueFen} nowFen={attempt.amountFen} />
      <div className={cls(qrCss.row)}>
        <div className={cls(qrCss.box)}>
          {codeUrl === null ? (
            <p className={cls(qrCss.blank)}>{words.qr.asking}</p>
          ) : (
            <QrText text={codeUrl} name={words.qr.picture} className={cls(qrCss.picture)} />
          )}
        </div>
        <div className={cls(qrCss.side)}>
          {codeUrl === null ? null : <Life attempt={attempt} />}
          <NoticeLine className={cls(qrCss.notice)} />
          {attempt.wallet === null ? null : (
            <div className={cls(qrCss.how)}>
              <Way wallet={attempt.wallet} method="qr" />
              <p>{words.qr.scanWith({ text: words.wallets[attempt.wallet] })}</p>
              <b>{words.verdict.sayHold}</b>
            </div>
          )}
        </div>
      </div>
    </section>
  );
}

function Life({ attempt }: { readonly attempt: AttemptView }) {
  const { qr } = useWords();
  const now = useNow();
  const { codeExpiresAt } = attempt;
  const seconds = codeExpiresAt === null ? null : secondsBetween(now, codeExpiresAt);
  return (
    <>
      {seconds === null ? null : (
        <>
          <p className={cls(qrCss.label)}>{seconds === 0 ? qr.ended : qr.validFor}</p>
          <p className={cls(qrCss.countDown)} role="timer" aria-live="off">
            {countDown(seconds)}
          </p>
        </>
      )}
      <p className={cls(qrCss.state)}>{qr.notScanned}</p>
    </>
  );
}
