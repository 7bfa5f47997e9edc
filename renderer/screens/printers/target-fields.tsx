// Where one printer is, by its kind of connection.
import { useEffect, useState } from "react";
import { Choice } from "../../components/choice.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { call } from "../../cashier.ts";
import { BAUD_RATES, type Draft, FLOWS } from "./draft.ts";
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
      {draft.kind === "serial" ? <Serial draft={draft} /> : null}
      {draft.kind === "system" ? <System draft={draft} /> : null}
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

/** What this machine has to offer, asked once; nothing while it is asked, or where it cannot say. */
function useOffers<T>(ask: () => Promise<readonly T[]>): readonly T[] {
  const [offers, setOffers] = useState<readonly T[]>([]);
  useEffect(() => {
    let isThere = true;
    void ask().then((found) => (isThere ? setOffers(found) : undefined));
    return () => void (isThere = false);
  }, [ask]);
  return offers;
}

async function askPorts() {
  const answer = await call("scanner.ports", {});
  return answer.ok ? answer.value.ports : [];
}

async function askSystemPrinters() {
  const answer = await call("printers.system", {});
  return answer.ok ? answer.value.names : [];
}

function Serial({ draft }: { readonly draft: Draft }) {
  const { printers } = useWords();
  const ports = useOffers(askPorts);
  return (
    <>
      <LineField
        name={printers.serialPath}
        value={draft.serialPath}
        onChange={(serialPath) => type({ serialPath })}
        problem={draft.serialPath.trim() === "" ? printers.bad.serialPath : null}
      />
      {ports.length === 0 ? null : (
        <Choice
          name={printers.portsHere}
          options={ports.map(({ path, label }) => ({ value: path, label }))}
          value={draft.serialPath}
          onChange={(serialPath) => type({ serialPath })}
          look="chip"
          showName
        />
      )}
      <Choice
        name={printers.baudRate}
        options={BAUD_RATES.map((rate) => ({ value: String(rate), label: String(rate) }))}
        value={String(draft.baudRate)}
        onChange={(rate) => type({ baudRate: Number(rate) })}
        look="chip"
        showName
      />
      <Choice
        name={printers.flow}
        options={FLOWS.map((flow) => ({ value: flow, label: printers.flows[flow] }))}
        value={draft.flow}
        onChange={(flow) => type({ flow })}
        look="chip"
        showName
      />
    </>
  );
}

function System({ draft }: { readonly draft: Draft }) {
  const { printers } = useWords();
  const names = useOffers(askSystemPrinters);
  const others = new Set([...names, draft.systemPrinter].filter((name) => name !== ""));
  return (
    <Choice
      name={printers.systemPrinter}
      options={[
        { value: "", label: printers.systemDefault },
        ...Array.from(others, (name) => ({ value: name, label: name })),
      ]}
      value={draft.systemPrinter}
      onChange={(systemPrinter) => type({ systemPrinter })}
      look="chip"
      showName
    />
  );
}
