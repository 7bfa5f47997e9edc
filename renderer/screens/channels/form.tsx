// The form of one channel: plain labels, an explanation beside each field, and what is wrong under the field it is
// about. A secret that is kept is never shown; it changes only when typed again.
import type { ChannelSetup } from "../../../preload/contract/channels.ts";
import { Button } from "../../components/button.tsx";
import { failureText } from "../../components/notice-line.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { Abilities } from "../settings/channel-panel.tsx";
import css from "./channels.module.css";
import { FormField } from "./field.tsx";
import { save, useChannels } from "./store.ts";

export function ChannelForm({ setup, isTraining }: { readonly setup: ChannelSetup; readonly isTraining: boolean }) {
  const words = useWords();
  const { channelPages } = words;
  const { draft, refusal, isSaved, busy } = useChannels();
  const wrong = refusal?.detail === undefined ? null : channelPages.fields[`${setup.id}.${refusal.detail}`];
  const saved = isTraining ? channelPages.savedFirst : channelPages.saved;
  return (
    <form
      className={cls(css.form)}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className={cls(css.fields)}>
        {setup.problem === null ? null : <p className={cls(css.problem)}>{failureText(words, setup.problem)}</p>}
        {setup.fields.map((field) => (
          <FormField key={field.name} id={setup.id} field={field} draft={draft} refusal={refusal} />
        ))}
        <section className={cls(css.abilities)} aria-label={channelPages.abilities}>
          <h2>{channelPages.abilities}</h2>
          <Abilities channel={setup} />
        </section>
      </div>
      <footer className={cls(css.foot)}>
        <p role="status" className={cls(css.note)}>
          {wrong ? channelPages.fix({ text: wrong.label }) : isSaved ? saved : null}
        </p>
        <Button kind="go" isDisabled={busy !== null} onPress={() => void save()}>
          {busy === "saving" ? channelPages.saving : channelPages.save}
        </Button>
      </footer>
    </form>
  );
}
