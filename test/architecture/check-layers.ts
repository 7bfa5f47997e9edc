// Holds a tree of source files against the table, and answers one sentence for each arrow that points the wrong way.
import { matchesGlob, posix } from "node:path";
import { AREAS, OWNERS, USES } from "./table.ts";
import { readSource } from "./read-source.ts";

/** Path from the repository's root, with "/", and text. */
export type Tree = ReadonlyMap<string, string>;

const matches = (path: string, globs: readonly string[]): boolean => globs.some((glob) => matchesGlob(path, glob));

/** `main/channel/pooul/sign.ts` belongs to `main/channel/pooul`, `main/store/migrations/x.ts` to `main/store`. */
function ownFolder(path: string): string {
  const parts = path.split("/");
  return parts.slice(0, path.startsWith("main/channel/") ? 3 : 2).join("/");
}

/** Empty when every file keeps to the table. */
export function checkLayers(tree: Tree): string[] {
  return [...tree].flatMap(([path, text]) => checkFile(path, text));
}

function checkFile(path: string, text: string): string[] {
  const area = AREAS.find((row) => matches(path, row.files));
  if (!area) return [`${path}: no row of test/architecture/table.ts speaks about this file`];
  const source = readSource(path, text);
  const problems = source.errors.map((error) => `${path}: cannot be read: ${error}`);
  const allowed = area.imports.map((glob) => (glob === "<own>" ? `${ownFolder(path)}/**` : glob));
  for (const { specifier, line } of source.imports) {
    const where = `${path}:${line}`;
    if (specifier === null) {
      problems.push(`${where} imports something that is not written out`);
    } else if (specifier.startsWith(".")) {
      const target = posix.join(posix.dirname(path), specifier).replace(/\?.*$/, "");
      const fine = matches(target, allowed) && !matches(target, area.never ?? []);
      if (!fine) problems.push(`${where} may not import ${target}`);
    } else {
      if (!area.packages.some((name) => isPackage(specifier, name)))
        problems.push(`${where} may not import ${specifier}`);
      const owners = ownersOf(specifier);
      if (owners && !matches(path, owners)) problems.push(`${where} imports ${specifier}, which is ${said(owners)}`);
    }
  }
  for (const { name, line } of source.uses) {
    const only = USES[name];
    if (only && !matches(path, only)) problems.push(`${path}:${line} uses ${name}, which is ${said(only)}`);
  }
  return problems;
}

const isPackage = (specifier: string, name: string): boolean =>
  name.endsWith("*") ? specifier.startsWith(name.slice(0, -1)) : specifier === name;

/** A package's own folders (`electron/main`) have its owners. */
function ownersOf(specifier: string): readonly string[] | undefined {
  const name = Object.keys(OWNERS).find((owned) => specifier === owned || specifier.startsWith(`${owned}/`));
  return OWNERS[specifier] ?? (name === undefined ? undefined : OWNERS[name]);
}

const said = (only: readonly string[]): string => (only.length === 0 ? "for nobody" : `only for ${only.join(", ")}`);
