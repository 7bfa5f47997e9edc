// The habits a machine can hold: how a file opens, what it is called, how long it is, and what it never contains.
import { basename } from "node:path";
import type { Tree } from "./check-layers.ts";
import { readSource } from "./read-source.ts";

export const MAX_LINES = 400;
/** Longer files are named, so that someone splits them. */
export const AIM_LINES = 250;

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

/** One sentence for each folder or file whose name is not kebab-case; dot files keep the names their tools want. */
export function checkNames(paths: readonly string[]): string[] {
  return paths
    .filter((path) => !basename(path).startsWith("."))
    .filter((path) => !path.split("/").every((part) => KEBAB.test(part)))
    .map((path) => `${path}: not kebab-case`);
}

export function checkTidy(tree: Tree): string[] {
  return [...tree].flatMap(([path, text]) => {
    const problems: string[] = [];
    const say = (line: number, what: string) => problems.push(`${path}:${line} ${what}`);
    if (!/^(#!.*\n)?(\/\/ |\/\*)/.test(text)) say(1, "does not open with a comment that says what it is");
    if (linesOf(text) > MAX_LINES) say(MAX_LINES, `has ${linesOf(text)} lines; ${MAX_LINES} is the most`);
    const source = readSource(path, text);
    for (const line of source.anys) say(line, "has an `any`");
    for (const { text: comment, line } of source.comments) {
      if (/@ts-(ignore|nocheck)\b/.test(comment)) say(line, "silences the type checker");
      const [work] = /\b(TODO|FIXME)\b/.exec(comment) ?? [];
      if (work !== undefined) say(line, `has a ${work}: do it, or write it down where it is seen`);
    }
    return problems;
  });
}

export const longFiles = (tree: Tree): string[] =>
  [...tree].filter(([, text]) => linesOf(text) > AIM_LINES).map(([path, text]) => `${path} (${linesOf(text)})`);

/** A final line end is not a line. */
const linesOf = (text: string): number => text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
