// What the shop's receipts say: name, lines, logo, QR. Every change is drawn beside it; nothing holds before it is saved.
import { useRef, useState } from "react";
import { type ReceiptLook, receiptLook } from "../../../preload/contract/printing.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { failureText } from "../../components/notice-line.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { LineField } from "./line-field.tsx";
import { logoOf } from "./logo.ts";
import css from "./printers.module.css";
import { changeLook, saveLook, usePrinters } from "./store.ts";

const linesOf = (text: string): string[] => (text === "" ? [] : text.split("\n"));
const isFit = (name: "header" | "footer" | "qr" | "shopName", value: unknown): boolean =>
  receiptLook.shape[name].safeParse(value).success;

export function LookForm() {
  const words = useWords();
  const { printers, settings } = words;
  const { look, said, isBusy, failure } = usePrinters();
  if (look === null) return null;
  const isGood = receiptLook.safeParse(look).success;
  return (
    <>
      <div className={cls(css.scroll)}>
        <Texts look={look} />
        <QrFields look={look} />
        <Logo look={look} />
        <Choice
          name={printers.look.language}
          options={(["zh-CN", "en"] as const).map((each) => ({ value: each, label: settings.languages[each] }))}
          value={look.language}
          onChange={(language) => changeLook({ language })}
          look="chip"
          showName
        />
      </div>
      <div className={cls(css.foot)}>
        <Button kind="go" size="big" isWide isDisabled={!isGood || isBusy} onPress={() => void saveLook()}>
          {printers.save}
        </Button>
        <p className={cls(failure === null ? css.note : css.problem)} role="status">
          {failure === null ? (said === "saved" ? printers.saved : "") : failureText(words, failure)}
        </p>
      </div>
    </>
  );
}

function Texts({ look }: { readonly look: ReceiptLook }) {
  const words = useWords().printers.look;
  return (
    <>
      <LineField
        name={words.shopName}
        value={look.shopName}
        onChange={(shopName) => changeLook({ shopName })}
        problem={isFit("shopName", look.shopName) ? null : words.tooLong}
      />
      {(["header", "footer"] as const).map((part) => (
        <LineField
          key={part}
          name={words[part]}
          value={look[part].join("\n")}
          onChange={(text) => changeLook({ [part]: linesOf(text) })}
          problem={isFit(part, look[part]) ? null : words.tooLong}
          rows={3}
        />
      ))}
    </>
  );
}

function QrFields({ look }: { readonly look: ReceiptLook }) {
  const words = useWords().printers.look;
  const { qr } = look;
  const set = (text: string) => changeLook({ qr: text === "" ? null : { caption: qr?.caption ?? "", text } });
  return (
    <>
      <LineField name={words.qr} value={qr?.text ?? ""} onChange={set} problem={isFit("qr", qr) ? null : words.badQr} />
      {qr === null ? null : (
        <LineField
          name={words.qrCaption}
          value={qr.caption}
          onChange={(caption) => changeLook({ qr: { ...qr, caption } })}
        />
      )}
    </>
  );
}

function Logo({ look }: { readonly look: ReceiptLook }) {
  const words = useWords().printers.look;
  const file = useRef<HTMLInputElement>(null);
  const [isBad, setBad] = useState(false);
  const take = async (picture: File | undefined) => {
    if (picture === undefined) return;
    const logoPng = await logoOf(picture);
    setBad(logoPng === null);
    if (logoPng !== null) changeLook({ logoPng });
  };
  return (
    <div className={cls(css.field)}>
      <span>{words.logo}</span>
      <div className={cls(css.acts)}>
        <Button onPress={() => file.current?.click()}>{words.chooseLogo}</Button>
        {look.logoPng === null ? null : <Button onPress={() => changeLook({ logoPng: null })}>{words.dropLogo}</Button>}
      </div>
      <input
        ref={file}
        type="file"
        accept="image/png,image/jpeg"
        hidden
        aria-label={words.chooseLogo}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      <p className={cls(isBad ? css.problem : css.note)} role="status">
        {isBad ? words.badLogo : words.logoNote}
      </p>
    </div>
  );
}
