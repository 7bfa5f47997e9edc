// Hands a chosen bill file to main, piece by piece, and keeps nothing of it. What it is and what it says is main's to find.
import { type Result, ok } from "../../../preload/contract/failure.ts";
import { call } from "../../cashier.ts";

/** As base64 this stays below what one call may carry. */
const PIECE_BYTES = 11_250;

/** In percent. */
const WHOLE = 100;

/** Answers the number main knows the file by. `told`: how much of it is there, in percent. */
export async function upload(file: File, told: (percent: number) => void): Promise<Result<number>> {
  const begun = await call("bill.begin", { name: file.name.slice(-120), bytes: file.size });
  if (!begun.ok) return begun;
  const number = begun.value.upload;
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    const bytes = new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer());
    const taken = await call("bill.piece", { upload: number, base64: btoa(String.fromCharCode(...bytes)) });
    if (!taken.ok) return taken;
    told(Math.floor((WHOLE * (at + bytes.length)) / file.size));
  }
  return ok(number);
}
