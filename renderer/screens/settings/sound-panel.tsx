// Sound: on or off, spoken or only rhythms, and how loud each is. What is not known cannot be made silent while the
// sound is on.
import { useState } from "react";
import { Label } from "react-aria-components/Label";
import { Slider, SliderOutput, SliderThumb, SliderTrack } from "react-aria-components/Slider";
import type { Settings, TillState } from "../../../preload/contract/views.ts";
import { fen } from "../../../preload/contract/money.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { cls } from "../../class-names.ts";
import { type ClipName, clipsOfAmount } from "../../sound/clips.ts";
import { say } from "../../sound/speaker.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./settings.module.css";
import own from "./sound-panel.module.css";
import { change } from "./store.ts";

type Sound = Settings["sound"];
type Event = keyof Sound["volumes"];
const EVENTS: readonly Event[] = ["paid", "none", "wait", "scan"];
const STEP = 10;
/** The rhythm for "not known" cannot be made inaudible. */
const LEAST: Readonly<Record<Event, number>> = { paid: 0, none: 0, wait: 30, scan: 0 };
const SAMPLE = fen(2850);

const tryOut = (event: Event, isTraining: boolean): void => {
  const clips: Readonly<Record<Event, readonly ClipName[]>> = {
    paid: ["received_wechat", ...clipsOfAmount(SAMPLE)],
    none: ["none"],
    wait: ["wait"],
    scan: [],
  };
  const spoken = clips[event];
  const isSentence = spoken.length > 0;
  say({
    earcon: event === "scan" ? "accepted" : event,
    clips: isTraining && isSentence ? ["training", ...spoken] : spoken,
    repeats: false,
  });
};

export function SoundPanel({ state }: { readonly state: TillState }) {
  const { sound: words } = useWords();
  const { sound } = state.settings;
  const kind = !sound.on ? "off" : sound.speak ? "speak" : "tones";
  const choose = (next: "off" | "tones" | "speak") =>
    void change({ sound: { ...sound, on: next !== "off", speak: next === "speak" } });
  return (
    <section className={cls(css.panel)} aria-label={words.name}>
      <Choice
        name={words.name}
        options={(["speak", "tones", "off"] as const).map((value) => ({ value, label: words.kinds[value] }))}
        value={kind}
        onChange={choose}
        look="chip"
        showName
      />
      {sound.on ? EVENTS.map((event) => <Volume key={event} event={event} state={state} />) : null}
      {sound.on ? <p className={cls(css.note)}>{words.note}</p> : null}
    </section>
  );
}

function Volume({ event, state }: { readonly event: Event; readonly state: TillState }) {
  const { sound: words } = useWords();
  const { sound } = state.settings;
  const [moving, setMoving] = useState<number | null>(null);
  const set = (value: number) => {
    setMoving(null);
    void change({ sound: { ...sound, volumes: { ...sound.volumes, [event]: value } } });
  };
  return (
    <div className={cls(own.row)}>
      <Slider
        value={moving ?? sound.volumes[event]}
        onChange={(value) => setMoving(Number(value))}
        onChangeEnd={(value) => set(Number(value))}
        minValue={LEAST[event]}
        maxValue={100}
        step={STEP}
        className={cls(own.slider)}
      >
        <Label>{words.events[event]}</Label>
        <SliderOutput className={cls(own.value)} />
        <SliderTrack className={cls(own.track)}>
          <SliderThumb className={cls(own.thumb)} />
        </SliderTrack>
      </Slider>
      <Button
        size="small"
        name={words.tryName({ text: words.events[event] })}
        onPress={() => tryOut(event, state.mode === "training")}
      >
        {words.tryOut}
      </Button>
    </div>
  );
}
