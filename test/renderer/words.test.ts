// Every code the wire can carry has its words in both languages.
import { describe, expect, it } from "vitest";
import { CHANNELS } from "../../main/channel/registry.ts";
import { checkFinding } from "../../preload/contract/channels.ts";
import { failureCode } from "../../preload/contract/failure.ts";
import { reason } from "../../preload/contract/reason.ts";
import { ATTEMPT_EVENTS, REFUND_EVENTS } from "../../main/payment/transitions.ts";
import { en } from "../../renderer/text/en.ts";
import { zhCn } from "../../renderer/text/zh-cn.ts";

describe.each([
  ["Chinese", zhCn],
  ["English", en],
])("%s", (_name, words) => {
  it.each(failureCode.options)("says what %s is", (code) => {
    expect(words.failure[code]({ detail: undefined })).not.toBe("");
    expect(words.failure[code]({ detail: undefined })).not.toMatch(/undefined|失败|!|！/);
  });

  it.each(reason.options)("says why: %s", (name) => {
    expect(words.reason[name].short).not.toBe("");
    expect(words.reason[name].sentence).not.toMatch(/失败|!|！/);
  });

  it.each(checkFinding.options)("says the cause and the remedy of the self-check's %s", (finding) => {
    const { cause, remedy } = words.channelPages.findings[finding];
    expect(cause).not.toBe("");
    expect(`${cause}${remedy}`).not.toMatch(/undefined|失败|!|！/);
    expect(remedy).not.toBe("");
  });

  it.each(CHANNELS.flatMap(({ id, form }) => form.fields.map((field) => `${id}.${field.name}`)))(
    "explains the field %s in plain words",
    (name) => {
      expect(words.channelPages.fields[name]?.label).toBeTruthy();
      expect(words.channelPages.fields[name]?.help).toBeTruthy();
    },
  );

  it.each(["created", ...ATTEMPT_EVENTS])("has a line for the attempt's %s", (kind) =>
    expect(words.attemptLine[kind]).toBeTypeOf("function"),
  );

  it.each(["requested", ...REFUND_EVENTS])("has a line for the refund's %s", (kind) =>
    expect(words.refundLine[kind]).toBeTypeOf("function"),
  );
});
