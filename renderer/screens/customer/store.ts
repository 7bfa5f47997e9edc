// The display's mirror of what main shows the customer. Until main has answered there is an empty screen, never a text.
import { create } from "zustand";
import type { CustomerView } from "../../../preload/contract/customer.ts";
import { call, on } from "../../cashier.ts";

export const useCustomer = create<{ readonly view: CustomerView | null }>()(() => ({ view: null }));

export function mirrorCustomer(): void {
  on("customer.changed", (view) => useCustomer.setState({ view }));
  void call("customer.view", {}).then((answer) => (answer.ok ? useCustomer.setState({ view: answer.value }) : null));
}
