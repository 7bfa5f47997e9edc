// The page of pay-code rules: what is typed for a new one, and whether it may stand. The rules themselves are main's.
import { create } from "zustand";
import { type CodeShape, codeShape } from "../../../preload/contract/scanners.ts";
import type { ChannelId, Wallet } from "../../../preload/contract/status.ts";
import { useTill } from "../../till.ts";
import { change } from "../settings/store.ts";

export type Draft = {
  readonly channel: ChannelId;
  readonly wallet: Wallet;
  readonly prefixes: string;
  readonly min: string;
  readonly max: string;
};

const EMPTY: Draft = { channel: "pooul", wallet: "unionpay", prefixes: "", min: "", max: "" };

export const useCodes = create<{ readonly draft: Draft; readonly isRefused: boolean }>()(() => ({
  draft: EMPTY,
  isRefused: false,
}));

export const typeDraft = (typed: Partial<Draft>): void =>
  useCodes.setState(({ draft }) => ({ draft: { ...draft, ...typed }, isRefused: false }));

const shapes = (): readonly CodeShape[] => useTill.getState().state?.settings.codeShapes ?? [];

/** The typed rule, or null when it is none. */
export function shapeOf({ channel, wallet, prefixes, min, max }: Draft): CodeShape | null {
  const parsed = codeShape.safeParse({
    channel,
    wallet,
    minDigits: Number(min),
    maxDigits: Number(max),
    prefixes: prefixes.split(/[\s,，、]+/).filter((prefix) => prefix !== ""),
  });
  return parsed.success ? parsed.data : null;
}

export function addShape(): void {
  const shape = shapeOf(useCodes.getState().draft);
  if (shape === null) return useCodes.setState({ isRefused: true });
  useCodes.setState({ draft: EMPTY, isRefused: false });
  void change({ codeShapes: [...shapes(), shape] });
}

export const removeShape = (shape: CodeShape): void =>
  void change({ codeShapes: shapes().filter((each) => each !== shape) });
