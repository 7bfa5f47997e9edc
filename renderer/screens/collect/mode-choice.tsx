// How the customer pays, as far as the channel in use can do it; and with which wallet they scan our code.
import { Choice } from "../../components/choice.tsx";
import { Tile } from "../../components/way.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import { useTill } from "../../till.ts";
import css from "./collect.module.css";
import { canTake, methodsOf, walletsForQr } from "./modes.ts";
import { useCollect } from "./store.ts";

export function ModeChoice() {
  const words = useWords();
  const till = useTill((each) => each.state);
  const mode = useCollect((each) => each.mode);
  const openModes = useCollect((each) => each.openModes);
  const options = methodsOf(till, openModes).map((method) => ({
    value: method,
    label: words.methods[method],
    hint: words.methodHints[method],
    isDisabled: !canTake(till, method, openModes),
  }));
  return (
    <Choice
      name={words.collect.modes}
      options={options}
      value={mode}
      onChange={(next) => useCollect.setState({ mode: next })}
      look="mode"
      className={cls(css.modes)}
    />
  );
}

export function QrWallets() {
  const words = useWords();
  const till = useTill((each) => each.state);
  const chosen = useCollect((each) => each.wallet);
  const wallets = walletsForQr(till);
  const options = wallets.map((wallet) => ({
    value: wallet,
    label: words.wallets[wallet],
    icon: <Tile wallet={wallet} method="qr" />,
  }));
  return (
    <Choice
      name={words.collect.qrWallets}
      options={options}
      value={chosen ?? wallets[0] ?? null}
      onChange={(wallet) => useCollect.setState({ wallet })}
      look="chip"
    />
  );
}
