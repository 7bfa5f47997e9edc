// Asks main for a new code on the training phone. The page gets its picture and its last four digits.
import type { Wallet } from "../../../preload/contract/status.ts";
import type { PhoneCode } from "../../../preload/contract/views.ts";
import { call } from "../../cashier.ts";
import { sayFailure } from "../../notice.ts";
import { useCollect } from "./store.ts";

export async function freshPhone(wallet: Wallet, script: PhoneCode["script"]): Promise<void> {
  const answer = await call("training.phone", { wallet, script });
  if (!answer.ok) return sayFailure(answer.failure);
  const { phoneWallet, phoneScript } = useCollect.getState();
  if (phoneWallet === wallet && phoneScript === script) useCollect.setState({ phone: answer.value });
}

/** The training customer scans the code on our screen and pays. */
export async function payQr(): Promise<void> {
  const order = useCollect.getState().story?.attempt.order;
  if (order === undefined) return;
  const answer = await call("training.payQr", { order });
  if (!answer.ok) sayFailure(answer.failure);
}
