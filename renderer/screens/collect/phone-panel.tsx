// The customer of the training: a phone with a pay code whose ending is chosen beforehand. It stands on the
// screen in training only, and the code it shows is a picture; its digits are not in the page.
import { useEffect } from "react";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { QrRows } from "../../components/qr-picture.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import type { PhoneCode } from "../../../preload/contract/views.ts";
import { useTill } from "../../till.ts";
import { isEmpty } from "./entry.ts";
import { walletsForCode } from "./modes.ts";
import { freshPhone } from "./phone.ts";
import css from "./phone-panel.module.css";
import { tapPhone } from "./scans.ts";
import { useCollect } from "./store.ts";

const SCRIPTS: readonly PhoneCode["script"][] = ["pays", "types_password", "never_pays", "wrong_code", "answer_lost"];

export function PhonePanel() {
  const words = useWords();
  const mode = useCollect((each) => each.mode);
  const phone = useCollect((each) => each.phone);
  const phoneWallet = useCollect((each) => each.phoneWallet);
  const phoneScript = useCollect((each) => each.phoneScript);
  useEffect(() => {
    if (phone === null) void freshPhone(phoneWallet, phoneScript);
  }, [phone, phoneWallet, phoneScript]);
  return (
    <section className={cls(css.panel)} aria-label={words.phone.title}>
      <PhonePicture phone={phone} />
      <div className={cls(css.side)}>
        <h2 className={cls(css.title)}>{words.phone.title}</h2>
        {mode === "qr" ? <p className={cls(css.note)}>{words.phone.qrMode}</p> : <Choices />}
      </div>
    </section>
  );
}

function Choices() {
  const words = useWords();
  const till = useTill((each) => each.state);
  const phoneWallet = useCollect((each) => each.phoneWallet);
  const phoneScript = useCollect((each) => each.phoneScript);
  return (
    <>
      <Choice
        name={words.phone.wallets}
        options={walletsForCode(till).map((wallet) => ({ value: wallet, label: words.wallets[wallet] }))}
        value={phoneWallet}
        onChange={(wallet) => useCollect.setState({ phoneWallet: wallet, phone: null })}
        look="chip"
        showName
        className={cls(css.tight)}
      />
      <Choice
        name={words.phone.scripts}
        options={SCRIPTS.map((script) => ({ value: script, label: words.phone.script[script] }))}
        value={phoneScript}
        onChange={(script) => useCollect.setState({ phoneScript: script, phone: null })}
        look="chip"
        showName
        className={cls(css.tight)}
      />
      <Foot />
    </>
  );
}

/** Apart from the choices: it alone changes with the first key of an amount. */
function Foot() {
  const words = useWords();
  const phone = useCollect((each) => each.phone);
  const isTyped = useCollect((each) => !isEmpty(each.entry));
  const isReady = useTill((each) => each.state?.sale !== null) || isTyped;
  return (
    <div className={cls(css.foot)}>
      <Button
        isDisabled={phone === null || !isReady}
        onPress={() => phone !== null && void tapPhone(phone.id)}
        className={cls(css.tap)}
      >
        {words.phone.tap}
      </Button>
      {isReady ? null : <p className={cls(css.note)}>{words.phone.amountFirst}</p>}
    </div>
  );
}

function PhonePicture({ phone }: { readonly phone: PhoneCode | null }) {
  const words = useWords();
  const mode = useCollect((each) => each.mode);
  if (mode === "qr") {
    return (
      <div className={cls(css.phone)}>
        <div className={cls(css.glass)} />
      </div>
    );
  }
  return (
    <div className={cls(css.phone)}>
      <div className={cls(css.glass)}>
        <b>{phone === null ? words.phone.making : words.wallets[phone.wallet]}</b>
        {phone === null ? (
          <span className={cls(css.blank)} />
        ) : (
          <QrRows rows={phone.qr} name={words.phone.picture} className={cls(css.qr)} />
        )}
        <span>{phone === null ? "" : words.collect.tail({ text: phone.tail })}</span>
      </div>
    </div>
  );
}
