// Opening the cash drawer by hand: a reason first, then a tap, a click, or F10 held for a second. No press of a
// key opens it.
import { useState } from "react";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { OutButton } from "../../components/out-button.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import sheetCss from "../../components/sheet.module.css";
import css from "./print.module.css";
import { askDrawer, openDrawer, useQueue } from "./store.ts";

export function DrawerDialog() {
  const { drawer } = useWords().print;
  const isOpen = useQueue((each) => each.isDrawerAsked);
  return (
    <Sheet title={drawer.title} size="narrow" isOpen={isOpen} onClose={() => askDrawer(false)}>
      <Body />
    </Sheet>
  );
}

function Body() {
  const { drawer } = useWords().print;
  const [why, setWhy] = useState<string | null>(null);
  const [isKeyRefused, setKeyRefused] = useState(false);
  const open = () => {
    setKeyRefused(false);
    if (why !== null) void openDrawer(why);
  };
  return (
    <>
      <Choice
        name={drawer.why}
        options={drawer.whys.map((each) => ({ value: each, label: each }))}
        value={why}
        onChange={setWhy}
        look="chip"
        showName
      />
      <p className={cls(css.note)}>{drawer.note}</p>
      <p role="alert" className={cls(sheetCss.refusal)}>
        {isKeyRefused ? drawer.notByKey : ""}
      </p>
      <div className={cls(sheetCss.choices)}>
        <Button isWide keyName="Esc" onPress={() => askDrawer(false)}>
          {drawer.cancel}
        </Button>
        <OutButton
          kind="plain"
          heldKey="F10"
          holding={drawer.holding}
          isDisabled={why === null}
          onGive={open}
          onKeyRefused={() => setKeyRefused(true)}
        >
          {drawer.open}
        </OutButton>
      </div>
    </>
  );
}
