// After a test page a person looks at it: a printer without a Chinese font gets its text as dots from then on.
import { Button } from "../../components/button.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import css from "./printers.module.css";
import { seen, testPrinter, type } from "./store.ts";

export function TestQuestion() {
  const { printers } = useWords();
  const drawInstead = async () => {
    type({ font: "picture" });
    await testPrinter();
  };
  return (
    <div className={cls(css.foot)}>
      <p role="status">
        {printers.tested}　<b>{printers.asked}</b>
      </p>
      <div className={cls(css.acts)}>
        <Button onPress={seen}>{printers.askedYes}</Button>
        <Button onPress={() => void drawInstead()}>{printers.askedNo}</Button>
      </div>
    </div>
  );
}
