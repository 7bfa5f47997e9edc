// The receiver of notices: on or off, where it listens, the address to enter at each channel, and what came in. A till
// without notices takes payments just as well; it only asks more often.
import { useEffect } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField } from "react-aria-components/TextField";
import type { NoticesView } from "../../../preload/contract/notices.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { failureText } from "../../components/notice-line.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./notices.module.css";
import { followNotices, portOf, setNotices, typePort, useNotices } from "./store.ts";
import { Sums } from "./sums.tsx";

export function NoticesPage() {
  const view = useNotices((each) => each.view);
  useEffect(followNotices, []);
  if (view === null) return null;
  return (
    <div className={cls(css.page)}>
      <Receiver view={view} />
      <div className={cls(css.side)}>
        <Addresses view={view} />
        <Sums sums={view.sums} />
      </div>
    </div>
  );
}

function Receiver({ view }: { readonly view: NoticesView }) {
  const words = useWords();
  const { notices } = words;
  const { port, failure, isBusy } = useNotices();
  const typed = port ?? String(view.wish.port);
  const number = portOf(typed);
  const isNew = number !== null && number !== view.wish.port;
  const save = () => {
    if (number !== null) void setNotices({ port: number });
  };
  const problem = failure === null ? (number === null ? notices.badPort : null) : failureText(words, failure);
  return (
    <section className={cls(css.panel)} aria-label={notices.title}>
      <header className={cls(css.head)}>
        <h2>{notices.title}</h2>
        <span role="status">{notices.states[view.status]}</span>
      </header>
      <p className={cls(css.note)}>{notices.intro}</p>
      {view.problem === null ? null : <p className={cls(css.problem)}>{notices.problem({ text: view.problem })}</p>}
      <Choice
        name={notices.receive}
        options={[
          { value: "off", label: notices.off },
          { value: "on", label: notices.on },
        ]}
        value={view.wish.enabled ? "on" : "off"}
        onChange={(next) => void setNotices({ enabled: next === "on", ...(number === null ? {} : { port: number }) })}
        look="chip"
        showName
      />
      <Choice
        name={notices.host}
        options={view.hosts.map((host) => ({ value: host, label: notices.hostName({ text: host }) }))}
        value={view.wish.host}
        onChange={(host) => void setNotices({ host })}
        look="chip"
        showName
      />
      <form
        className={cls(css.form)}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField
          value={typed}
          onChange={typePort}
          isInvalid={problem !== null}
          validationBehavior="aria"
          autoComplete="off"
          className={cls(css.field)}
        >
          <Label>{notices.port}</Label>
          <div className={cls(css.row)}>
            <Input className={cls(css.input)} inputMode="numeric" />
            <Button kind="go" isDisabled={!isNew || isBusy} onPress={save}>
              {notices.save}
            </Button>
          </div>
          <FieldError className={cls(css.problem)}>{problem ?? ""}</FieldError>
        </TextField>
      </form>
      <p className={cls(css.note)}>{notices.outside}</p>
    </section>
  );
}

function Addresses({ view }: { readonly view: NoticesView }) {
  const { notices, channelPages } = useWords();
  return (
    <section className={cls(css.panel)} aria-label={notices.addresses}>
      <h2>{notices.addresses}</h2>
      {view.addresses.length === 0 ? <p className={cls(css.note)}>{notices.noAddresses}</p> : null}
      <dl className={cls(css.addresses)}>
        {view.addresses.map(({ channel, url }) => (
          <div key={channel}>
            <dt>{channelPages.short[channel]}</dt>
            <dd>{url}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
