// Setting printers up and choosing what receipts say, beside a preview drawn from the markup that is printed.
import { useEffect } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import type { ReceiptPicture } from "../../../preload/contract/print-calls.ts";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { LookForm } from "./look-form.tsx";
import { PrinterForm } from "./printer-form.tsx";
import css from "./printers.module.css";
import { openPrinters, usePrinters } from "./store.ts";

export function PrintersPage() {
  const { printers } = useWords();
  const isRead = usePrinters((each) => each.kept !== null);
  useEffect(() => openPrinters(printers.newName), [printers.newName]);
  if (!isRead) return null;
  return (
    <div className={cls(css.page)}>
      <Tabs className={cls(css.parts)}>
        <TabList aria-label={printers.title} className={cls(css.tabs)}>
          <Tab id="printer" className={cls(css.tab)}>
            {printers.parts.printer}
          </Tab>
          <Tab id="look" className={cls(css.tab)}>
            {printers.parts.look}
          </Tab>
        </TabList>
        <TabPanel id="printer" className={cls(css.panel)}>
          <PrinterForm />
        </TabPanel>
        <TabPanel id="look" className={cls(css.panel)}>
          <LookForm />
        </TabPanel>
      </Tabs>
      <Preview />
    </div>
  );
}

function Preview() {
  const { printers } = useWords();
  const pictures = usePrinters((each) => each.pictures);
  return (
    <section className={cls(css.preview)} aria-label={printers.preview}>
      <header>
        <h2>{printers.preview}</h2>
        <span>{printers.previewNote}</span>
      </header>
      <div className={cls(css.papers)}>
        {[...pictures].reverse().map((picture) => (
          <Paper key={picture.paper} picture={picture} />
        ))}
      </div>
    </section>
  );
}

/** As an image the picture runs nothing and loads nothing, whatever is written in it. */
function Paper({ picture: { paper, svg } }: { readonly picture: ReceiptPicture }) {
  const { printers } = useWords();
  return (
    <figure className={cls(css.paper)}>
      <img
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
        alt={printers.previewOf({ text: printers.columns[paper] })}
      />
      <figcaption>{printers.columns[paper]}</figcaption>
    </figure>
  );
}
