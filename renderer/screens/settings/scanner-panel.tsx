// How the scanner speaks to the till: as a keyboard, or better, through a serial port.
import { useEffect } from "react";
import type { TillState } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { Choice, type Option } from "../../components/choice.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./settings.module.css";
import { change, findPorts, useSettings } from "./store.ts";

/** Stands for "no serial port"; no port has an empty path. */
const KEYBOARD = "";
const USUAL_BAUD = 9600;
const BAUD_RATES: readonly number[] = [9600, 19200, 38400, 57600, 115200];

export function ScannerPanel({ state }: { readonly state: TillState }) {
  const { settings } = useWords();
  const { ports, isFinding } = useSettings();
  const chosen = state.settings.scanner;
  useEffect(() => void findPorts(), []);
  return (
    <section className={cls(css.panel, css.scanner)} aria-label={settings.scanner}>
      <header className={cls(css.panelHead)}>
        <h2>{settings.scanner}</h2>
        <span role="status">{settings.state[state.scanner.status]}</span>
      </header>
      <PortChoice state={state} />
      {ports?.length === 0 ? <p className={cls(css.note)}>{settings.noPorts}</p> : null}
      {chosen === null ? null : (
        <Choice
          name={settings.baudRate}
          options={BAUD_RATES.map((rate) => ({ value: String(rate), label: String(rate) }))}
          value={String(chosen.baudRate)}
          onChange={(rate) => void change({ scanner: { path: chosen.path, baudRate: Number(rate) } })}
          look="chip"
          showName
        />
      )}
      <div className={cls(css.foot)}>
        <p className={cls(css.note)}>{settings.better}</p>
        <Button size="small" isDisabled={isFinding} onPress={() => void findPorts()}>
          {isFinding ? settings.finding : settings.findAgain}
        </Button>
      </div>
    </section>
  );
}

function PortChoice({ state }: { readonly state: TillState }) {
  const { settings } = useWords();
  const ports = useSettings((each) => each.ports);
  const chosen = state.settings.scanner;
  const listed = (ports ?? []).map((port) => ({ path: port.path, label: port.label }));
  const isMissing = chosen !== null && !listed.some((port) => port.path === chosen.path);
  const all = isMissing ? [...listed, { path: chosen.path, label: chosen.path }] : listed;
  const options: readonly Option<string>[] = [
    { value: KEYBOARD, label: settings.keyboard, hint: settings.keyboardNote },
    ...all.map((port) => ({
      value: port.path,
      label: `${settings.port}　${port.label}`,
      hint: settings.portNote,
    })),
  ];
  const choose = (path: string) =>
    void change({ scanner: path === KEYBOARD ? null : { path, baudRate: chosen?.baudRate ?? USUAL_BAUD } });
  return (
    <Choice name={settings.scanner} options={options} value={chosen?.path ?? KEYBOARD} onChange={choose} look="card" />
  );
}
