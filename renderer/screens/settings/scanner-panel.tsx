// How the scanner speaks to the till: as a keyboard, or better, through a serial port.
import { useEffect } from "react";
import type { GunSettings, Port, SerialGun } from "../../../preload/contract/scanners.ts";
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
  const chosen = chosenGun(state);
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
          onChange={(rate) => void change({ scanners: others(state, { ...chosen, baudRate: Number(rate) }) })}
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

/** The serial gun this panel is about: the first of the settings. */
const chosenGun = (state: TillState): SerialGun | null =>
  state.settings.scanners.find((gun): gun is SerialGun => gun.way === "serial") ?? null;

/** The settings' guns with this one in the place of the chosen one. */
function others(state: TillState, gun: SerialGun | null): GunSettings[] {
  const chosen = chosenGun(state);
  const rest = state.settings.scanners.filter((each) => each !== chosen && each.id !== gun?.id);
  return gun === null ? rest : [gun, ...rest];
}

function PortChoice({ state }: { readonly state: TillState }) {
  const { settings } = useWords();
  const ports = useSettings((each) => each.ports) ?? [];
  const chosen = chosenGun(state);
  const isListed = chosen === null || ports.some((port) => port.path === chosen.path);
  const all: readonly Port[] = isListed ? ports : [...ports, { ...chosen, label: chosen.path }];
  const options: readonly Option<string>[] = [
    { value: KEYBOARD, label: settings.keyboard, hint: settings.keyboardNote },
    ...all.map((port) => ({
      value: port.path,
      label: `${settings.port}　${port.label}`,
      hint: settings.portNote,
    })),
  ];
  const choose = (path: string) => {
    const port = all.find((each) => each.path === path);
    const gun: SerialGun | null = port
      ? { way: "serial", id: port.id, name: "", path, usb: port.usb, baudRate: USUAL_BAUD, framing: null, isOn: true }
      : null;
    void change({ scanners: others(state, gun && { ...gun, baudRate: chosen?.baudRate ?? USUAL_BAUD }) });
  };
  return (
    <Choice name={settings.scanner} options={options} value={chosen?.path ?? KEYBOARD} onChange={choose} look="card" />
  );
}
