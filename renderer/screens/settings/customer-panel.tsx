// The customer's display: open or closed, and the shop's name on it.
import { useState } from "react";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField } from "react-aria-components/TextField";
import type { TillState } from "../../../preload/contract/views.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/choice.tsx";
import { cls } from "../../class-names.ts";
import { useWords } from "../../text/use-words.ts";
import own from "./customer-panel.module.css";
import css from "./settings.module.css";
import { change } from "./store.ts";

const SHOP_LENGTH = 16;
const BRANCH_LENGTH = 24;

export function CustomerPanel({ state }: { readonly state: TillState }) {
  const { customer: words } = useWords();
  const { customer } = state.settings;
  const [shop, setShop] = useState(customer.shop);
  const [branch, setBranch] = useState(customer.branch);
  const isSaved = shop.trim() === customer.shop && branch.trim() === customer.branch;
  return (
    <section className={cls(css.panel)} aria-label={words.title}>
      <Choice
        name={words.title}
        options={[
          { value: "on", label: words.on },
          { value: "off", label: words.off },
        ]}
        value={customer.on ? "on" : "off"}
        onChange={(value) => void change({ customer: { ...customer, on: value === "on" } })}
        look="chip"
        showName
      />
      <div className={cls(own.names)}>
        <TextField value={shop} onChange={setShop} maxLength={SHOP_LENGTH} className={cls(own.field)}>
          <Label>{words.shop}</Label>
          <Input className={cls(own.input)} />
        </TextField>
        <TextField value={branch} onChange={setBranch} maxLength={BRANCH_LENGTH} className={cls(own.field)}>
          <Label>{words.branch}</Label>
          <Input className={cls(own.input)} />
        </TextField>
        <Button
          isDisabled={isSaved}
          onPress={() => void change({ customer: { ...customer, shop: shop.trim(), branch: branch.trim() } })}
        >
          {words.save}
        </Button>
      </div>
      {customer.on && state.customerWindow === "not_open" ? (
        <p role="alert" className={cls(css.note)}>
          <b>{words.notOpen}</b>
        </p>
      ) : null}
      <p className={cls(css.note)}>{words.note}</p>
    </section>
  );
}
