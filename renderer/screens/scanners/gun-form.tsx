// What can be changed about one gun: its name, a serial gun's speed, whether it is heard at all, and forgetting it.
import { useState } from "react";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField } from "react-aria-components/TextField";
import type { GunLine } from "../../../preload/contract/gun-lines.ts";
import type { GunSettings } from "../../../preload/contract/scanners.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./scanners.module.css";
import { forgetGun, setGun } from "./store.ts";

const BAUD_RATES: readonly number[] = [9600, 19200, 38400, 57600, 115200];
const MAX_NAME = 60;

/** What the settings have of it; a HID gun that was simply plugged in has nothing yet. */
const settingsOf = (line: GunLine, all: readonly GunSettings[]): GunSettings =>
  all.find((gun) => gun.id === line.id) ?? { way: "hid", id: line.id, name: "", isOn: true };

export function GunForm({ line, settings }: { readonly line: GunLine; readonly settings: readonly GunSettings[] }) {
  const { scannerPage: words } = useWords();
  const gun = settingsOf(line, settings);
  const [typed, setTyped] = useState<string | null>(null);
  const name = typed ?? gun.name;
  const isKnown = settings.some((each) => each.id === line.id);
  const save = () => {
    setGun({ ...gun, name: name.trim() });
    setTyped(null);
  };
  return (
    <form
      className={cls(css.form)}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextField value={name} onChange={setTyped} maxLength={MAX_NAME} autoComplete="off" className={cls(css.field)}>
        <Label>{words.name}</Label>
        <div className={cls(css.row)}>
          <Input className={cls(css.input)} placeholder={line.name === "" ? words.unnamed : line.name} />
          <Button size="small" isDisabled={name.trim() === gun.name} onPress={save}>
            {words.save}
          </Button>
        </div>
      </TextField>
      {gun.way === "serial" ? (
        <Choice
          name={words.speed}
          options={BAUD_RATES.map((rate) => ({ value: String(rate), label: String(rate) }))}
          value={String(gun.baudRate)}
          onChange={(rate) => setGun({ ...gun, baudRate: Number(rate) })}
          look="chip"
          showName
        />
      ) : null}
      <div className={cls(css.row)}>
        {gun.way === "wedge" ? null : (
          <Button size="small" onPress={() => setGun({ ...gun, isOn: !gun.isOn })}>
            {gun.isOn ? words.turnOff : words.turnOn}
          </Button>
        )}
        {isKnown ? (
          <Button size="small" onPress={() => forgetGun(line.id)}>
            {words.forget}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
