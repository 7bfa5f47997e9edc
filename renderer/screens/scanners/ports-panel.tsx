// Serial ports nobody listens to yet: one press and a gun there is heard.
import { freePorts } from "../../../preload/contract/gun-lines.ts";
import type { Port } from "../../../preload/contract/scanners.ts";
import type { TillState } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { findPorts, useSettings } from "../settings/store.ts";
import css from "./scanners.module.css";
import { setGun } from "./store.ts";

/** What most serial guns leave the factory with. */
const USUAL_BAUD = 9600;

const listenAt = ({ id, path, usb }: Port): void =>
  setGun({ way: "serial", id, name: "", path, usb, baudRate: USUAL_BAUD, framing: null, isOn: true });

export function PortsPanel({ state }: { readonly state: TillState }) {
  const { scannerPage: words } = useWords();
  const { ports, isFinding } = useSettings();
  const free = freePorts(ports ?? [], state.scanner, state.settings.scanners);
  return (
    <section className={cls(css.panel)} aria-label={words.ports}>
      <header className={cls(css.line2)}>
        <h2>{words.ports}</h2>
        <Button size="small" isDisabled={isFinding} onPress={() => void findPorts()}>
          {isFinding ? words.finding : words.findAgain}
        </Button>
      </header>
      {free.length === 0 ? <p className={cls(css.note)}>{words.noPorts}</p> : null}
      {free.map((port) => (
        <div key={port.id} className={cls(css.line2)}>
          <span className={cls(css.port)}>{port.label}</span>
          <Button size="small" name={`${words.listen} ${port.label}`} onPress={() => listenAt(port)}>
            {words.listen}
          </Button>
        </div>
      ))}
      <p className={cls(css.note)}>{words.portNote}</p>
    </section>
  );
}
