// Where one printer is, by its kind of connection.
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import type { Draft } from "./draft.ts";
import { LineField } from "./line-field.tsx";
import css from "./printers.module.css";
import { type } from "./store.ts";

const HOST = /^[A-Za-z0-9._:-]{1,253}$/;

function isPort(text: string): boolean {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1 && port <= 65_535;
}

export function TargetFields({ draft }: { readonly draft: Draft }) {
  const { printers } = useWords();
  return (
    <>
      {draft.kind === "tcp" ? <Network draft={draft} /> : null}
      {draft.kind === "file" ? (
        <LineField
          name={printers.path}
          value={draft.path}
          onChange={(path) => type({ path })}
          problem={draft.path.trim() === "" ? printers.bad.path : null}
        />
      ) : null}
      <p className={cls(css.note)}>{printers.kindNotes[draft.kind]}</p>
    </>
  );
}

function Network({ draft }: { readonly draft: Draft }) {
  const { printers } = useWords();
  const { host, port } = draft;
  return (
    <div className={cls(css.beside)}>
      <LineField
        name={printers.host}
        value={host}
        onChange={(next) => type({ host: next })}
        problem={HOST.test(host.trim()) ? null : printers.bad.host}
      />
      <LineField
        name={printers.port}
        value={port}
        onChange={(next) => type({ port: next })}
        problem={isPort(port) ? null : printers.bad.port}
        isNumber
      />
    </div>
  );
}
