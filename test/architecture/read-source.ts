// Reads one TypeScript file with a real parser: what it imports, what it uses that only few files may use, and what
// its comments say.
import { parseSync } from "vite";

export type Import = {
  /** As written; null when it is not written out (`import(name)`). */
  readonly specifier: string | null;
  readonly line: number;
};
export type Use = { readonly name: string; readonly line: number };
export type Source = {
  readonly imports: readonly Import[];
  readonly uses: readonly Use[];
  readonly comments: readonly { readonly text: string; readonly line: number }[];
  /** Lines where the type `any` stands. */
  readonly anys: readonly number[];
  /** Why the file cannot be read. */
  readonly errors: readonly string[];
};

type Node = { readonly type: string; readonly start: number; readonly [field: string]: unknown };

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** Names that mean the same thing whatever object they hang on. */
const WATCHED_NAMES = new Set(
  ["setTimeout", "setInterval", "randomBytes", "randomUUID", "randomInt", "getRandomValues", "generateKey"].concat([
    "parseFloat",
    "toFixed",
  ]),
);
const WATCHED_MEMBERS = new Set([
  "Date.now",
  "performance.now",
  "process.hrtime",
  "AbortSignal.timeout",
  "Math.random",
]);
const WINDOW_NAMES = new Set(["window", "globalThis", "self"]);

export function readSource(path: string, text: string): Source {
  const parsed = parseSync(path, text);
  const imports: Import[] = [];
  const uses: Use[] = [];
  const anys: number[] = [];
  const lineOf = lineFinder(text);
  walk(parsed.program, (node, parent, field) => {
    const line = lineOf(node.start);
    for (const specifier of importsOf(node)) imports.push({ specifier, line });
    for (const name of usesOf(node, parent, field)) {
      // `import { randomBytes }` names it twice.
      if (!uses.some((use) => use.name === name && use.line === line)) uses.push({ name, line });
    }
    if (node.type === "TSAnyKeyword") anys.push(line);
  });
  return {
    imports,
    uses,
    anys,
    comments: parsed.comments.map(({ value, start }) => ({ text: value, line: lineOf(start) })),
    errors: parsed.errors.map((error) => error.message),
  };
}

type Visit = (node: Node, parent: Node | null, field: string) => void;

function walk(root: unknown, visit: Visit): void {
  const enter = (value: unknown, parent: Node | null, field: string): void => {
    if (Array.isArray(value)) {
      for (const item of value) enter(item, parent, field);
    } else if (isNode(value)) {
      visit(value, parent, field);
      for (const [name, inner] of Object.entries(value)) enter(inner, value, name);
    }
  };
  enter(root, null, "");
}

const literal = (node: unknown): unknown => {
  if (!isNode(node)) return undefined;
  if (node.type === "Literal") return node["value"];
  if (node.type !== "TemplateLiteral" || !Array.isArray(node["quasis"]) || node["quasis"].length !== 1)
    return undefined;
  const [only]: unknown[] = node["quasis"];
  const value = isNode(only) ? only["value"] : undefined;
  return typeof value === "object" && value !== null && "cooked" in value ? value.cooked : undefined;
};
const specifierIn = (node: unknown): string | null => {
  const value = literal(node);
  return typeof value === "string" ? value : null;
};
const nameOf = (node: unknown): string | null =>
  isNode(node) && node.type === "Identifier" && typeof node["name"] === "string" ? node["name"] : null;

/** `import`, `export … from`, `import()`, types by `import("…")`, `import x = require()`, `require()`. */
function importsOf(node: Node): (string | null)[] {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
    case "ImportExpression":
    case "TSImportType":
      return [specifierIn(node["source"])];
    case "ExportNamedDeclaration":
      return node["source"] === null || node["source"] === undefined ? [] : [specifierIn(node["source"])];
    case "TSExternalModuleReference":
      return [specifierIn(node["expression"])];
    case "CallExpression": {
      const [first]: unknown[] = Array.isArray(node["arguments"]) ? node["arguments"] : [];
      return nameOf(node["callee"]) === "require" ? [specifierIn(first)] : [];
    }
    default:
      return [];
  }
}

function usesOf(node: Node, parent: Node | null, field: string): string[] {
  switch (node.type) {
    case "Identifier":
      return isReference(parent, field) && WATCHED_NAMES.has(String(node["name"])) ? [String(node["name"])] : [];
    case "MemberExpression":
      return memberUses(node);
    case "NewExpression":
      return nameOf(node["callee"]) === "Date" && isEmpty(node["arguments"]) ? ["new Date()"] : [];
    case "CallExpression":
      return nameOf(node["callee"]) === "Date" ? ["Date()"] : [];
    case "BinaryExpression":
      return scaleUses(node["operator"], [node["left"], node["right"]]);
    case "AssignmentExpression":
      return scaleUses(String(node["operator"]).replace("=", ""), [null, node["right"]]);
    default:
      return [];
  }
}

/** False where a name is only a label: a property's key, a member's name, a type. */
function isReference(parent: Node | null, field: string): boolean {
  if (parent === null) return false;
  if (field === "property" && parent.type === "MemberExpression") return false;
  if (field === "key" && parent["computed"] !== true) return false;
  return !(
    parent.type.startsWith("TSType") ||
    parent.type === "TSQualifiedName" ||
    parent.type === "TSPropertySignature"
  );
}

function memberUses(node: Node): string[] {
  const name = node["computed"] === true ? specifierIn(node["property"]) : nameOf(node["property"]);
  if (name === null) return [];
  const object = node["object"];
  const holder =
    nameOf(object) ?? (isNode(object) && object.type === "MemberExpression" ? nameOf(object["property"]) : null);
  if (name === "cashier" && holder !== null && WINDOW_NAMES.has(holder)) return ["window.cashier"];
  if (holder !== null && WATCHED_MEMBERS.has(`${holder}.${name}`)) return [`${holder}.${name}`];
  return WATCHED_NAMES.has(name) ? [name] : [];
}

function scaleUses(operator: unknown, [left, right]: readonly [unknown, unknown]): string[] {
  const is = (node: unknown, ...values: readonly unknown[]) => values.includes(literal(node));
  const [times, by] = [is(left, 100, 0.01) || is(right, 100, 0.01), is(right, 100, 0.01)];
  if (operator === "*" && times) return ["* 100"];
  return operator === "/" && by ? ["/ 100"] : [];
}

const isEmpty = (list: unknown): boolean => Array.isArray(list) && list.length === 0;

function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
