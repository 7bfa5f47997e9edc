// What may be done with the attempt on the screen. Nothing here forces a payment to be paid, and stopping asks first.
import type { AttemptView } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { StopQuestion } from "../../components/stop-question.tsx";
import { cls } from "../../class-names.ts";
import { yuan } from "../../text/format.ts";
import { useWords } from "../../text/use-words.ts";
import type { TradeNo } from "../../../preload/contract/ids.ts";
import { goTo, useTill } from "../../till.ts";
import { useAbilities } from "../orders/abilities.ts";
import { openOrder } from "../orders/store.ts";
import type { AttemptFaceName } from "./phase.ts";
import css from "./collect.module.css";
import type { Key } from "./key-table.ts";
import { payQr } from "./phone.ts";
import { press } from "./press.ts";
import { useCollect } from "./store.ts";
import { offered } from "./tenders.ts";
import { UndoQuestion } from "./undo-question.tsx";

const ENTER: Key = { name: "enter", text: "" };
const ESCAPE: Key = { name: "escape", text: "" };
const SLASH: Key = { name: "slash", text: "" };
const MINUS: Key = { name: "minus", text: "" };
const TIMES: Key = { name: "times", text: "" };
const PLUS: Key = { name: "plus", text: "" };
const tap = (key: Key) => () => press(key, false);

export function Acts({ face, attempt }: { readonly face: AttemptFaceName; readonly attempt: AttemptView }) {
  const isAsking = useCollect((each) => each.questionAt !== null);
  const isUndoing = useCollect((each) => each.undo !== null);
  if (isUndoing) return <UndoQuestion />;
  if (isAsking) return <StopQuestion onKeep={tap(ENTER)} onStop={tap(MINUS)} />;
  return <div className={cls(css.acts)}>{actsOf(face, attempt)}</div>;
}

function actsOf(face: AttemptFaceName, attempt: AttemptView): React.ReactNode {
  const faces: Readonly<Record<AttemptFaceName, React.ReactNode>> = {
    busy: <Waiting />,
    qr: <QrWaiting attempt={attempt} />,
    paid: <Paid />,
    wait: <Unknown attempt={attempt} />,
    none: <NotReceived attempt={attempt} />,
    due: <Due attempt={attempt} />,
    undone: <Paid />,
  };
  return faces[face];
}

function Paid() {
  const { acts } = useWords();
  return (
    <>
      <Button kind="go" size="big" isWide keyName="Enter" onPress={tap(ENTER)}>
        {acts.next}
      </Button>
      <p className={cls(css.note)}>{acts.nextNote}</p>
    </>
  );
}

function Waiting() {
  const { acts } = useWords();
  return (
    <>
      <Button isWide keyName="Enter" onPress={tap(ENTER)}>
        {acts.ask}
      </Button>
      <Button isWide keyName="Esc" onPress={tap(ESCAPE)}>
        {acts.stop}
      </Button>
      <p className={cls(css.note)}>{acts.stopNote}</p>
    </>
  );
}

function QrWaiting({ attempt }: { readonly attempt: AttemptView }) {
  const words = useWords();
  const isReady = attempt.codeUrl !== null;
  return (
    <>
      {attempt.training ? (
        <Button kind="go" size="big" isWide isDisabled={!isReady} onPress={() => void payQr()}>
          {words.phone.payQr}
        </Button>
      ) : null}
      <Waiting />
    </>
  );
}

/** A manager looks at it in the orders; nothing is decided by going there. */
function decide(order: TradeNo): void {
  goTo("orders");
  void openOrder(order);
}

function Unknown({ attempt }: { readonly attempt: AttemptView }) {
  const { acts, review } = useWords();
  const { query: canAsk } = useAbilities(attempt.channel);
  return (
    <>
      {canAsk ? (
        <Button kind="go" size="big" isWide keyName="Enter" onPress={tap(ENTER)}>
          {acts.ask}
        </Button>
      ) : null}
      {attempt.status === "needs_review" ? (
        <>
          <Button isWide keyName="/" onPress={tap(SLASH)}>
            {acts.park}
          </Button>
          <Button isWide onPress={() => decide(attempt.order)}>
            {review.open}
          </Button>
        </>
      ) : null}
      <p className={cls(css.note)}>{acts.waitNote}</p>
    </>
  );
}

function Due({ attempt }: { readonly attempt: AttemptView }) {
  const { tenders } = useWords();
  return (
    <>
      <Button kind="go" size="big" isWide keyName="Enter" onPress={tap(ENTER)}>
        {tenders.goOn({ text: yuan(attempt.dueFen) })}
      </Button>
      <Button isWide keyName="/" onPress={tap(SLASH)}>
        {tenders.goOnCash}
      </Button>
      <Button isWide keyName="＋" onPress={tap(PLUS)}>
        {tenders.goOnSplit}
      </Button>
      <Button isWide keyName="−" onPress={tap(MINUS)}>
        {tenders.putAside}
      </Button>
      <Button isWide keyName="Esc" onPress={tap(ESCAPE)}>
        {tenders.giveUp}
      </Button>
    </>
  );
}

function NotReceived({ attempt }: { readonly attempt: AttemptView }) {
  const { acts, channels } = useWords();
  const second = useTill((till) => offered(till.state, attempt));
  return (
    <>
      <Button kind="go" size="big" isWide keyName="Enter" onPress={tap(ENTER)}>
        {acts.again}
      </Button>
      {second === null ? null : (
        <Button isWide keyName="×" onPress={tap(TIMES)}>
          {acts.second({ text: channels[second] })}
        </Button>
      )}
      <Button isWide keyName="/" onPress={tap(SLASH)}>
        {acts.cash}
      </Button>
      <Button isWide keyName="Esc" onPress={tap(ESCAPE)}>
        {acts.giveUp}
      </Button>
    </>
  );
}
