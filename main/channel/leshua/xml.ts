// Reads Leshua's flat XML: one root `leshua` with one level of fields under it (facts §5.1). Anything more clever is
// null, that is unreadable: attributes, nesting, a field twice, a DOCTYPE, an entity of its own, too many characters.
import { XMLParser } from "fast-xml-parser";

/** Fields by name, each as the text it was sent as; an empty element is an empty text. */
export type Fields = ReadonlyMap<string, string>;

/** A real answer has a few thousand characters. */
const MAX_CHARS = 65_536;

const PARSER = new XMLParser({
  // The ordered form keeps everything visible: repeated fields, attributes, comments, instructions.
  preserveOrder: true,
  ignoreAttributes: false,
  allowBooleanAttributes: false,
  ignoreDeclaration: true,
  ignorePiTags: false,
  cdataPropName: "#cdata",
  commentPropName: "#comment",
  // Values stay the text they are: "007" is no number, a blank is a blank.
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  removeNSPrefix: false,
  processEntities: false,
  htmlEntities: false,
  stopNodes: [],
  unpairedTags: [],
  maxNestedTags: 3,
  strictReservedNames: true,
});

/** Markup that no answer has: a DOCTYPE, a comment, an instruction behind the declaration, a control character. */
const FORBIDDEN = /<!(?!\[CDATA\[)|(?!^)<\?|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

export function readXml(text: string): Fields | null {
  const trimmed = text.trim();
  if (trimmed.length > MAX_CHARS || !trimmed.startsWith("<") || FORBIDDEN.test(trimmed)) return null;
  const nodes = parsed(trimmed);
  const [root, more] = nodes ?? [];
  const element = root === undefined ? null : readElement(root);
  if (element?.name !== "leshua" || more !== undefined) return null;
  return readFields(element.children);
}

function parsed(text: string): readonly unknown[] | null {
  try {
    const nodes: unknown = PARSER.parse(text, { allowBooleanAttributes: false, unpairedTags: [] });
    return Array.isArray(nodes) ? nodes : null;
  } catch {
    return null;
  }
}

type Element = { readonly name: string; readonly children: readonly unknown[] };

/** An element without attributes: these would stand beside its name. */
function readElement(node: unknown): Element | null {
  if (typeof node !== "object" || node === null) return null;
  const [entry, more] = Object.entries(node);
  if (entry === undefined || more !== undefined) return null;
  const [name, children]: [string, unknown] = entry;
  return Array.isArray(children) ? { name, children } : null;
}

function readFields(nodes: readonly unknown[]): Fields | null {
  const fields = new Map<string, string>();
  for (const node of nodes) {
    if (textOf(node)?.trim() === "") continue;
    const field = readElement(node);
    if (field === null || !/^[A-Za-z]\w{0,63}$/.test(field.name) || fields.has(field.name)) return null;
    const value = readValue(field.children);
    if (value === null) return null;
    fields.set(field.name, value);
  }
  return fields;
}

/** Text and CDATA sections, one after the other. */
function readValue(nodes: readonly unknown[]): string | null {
  let value = "";
  for (const node of nodes) {
    const section = readElement(node);
    const cdata = section?.name === "#cdata" && section.children.length === 1 ? textOf(section.children[0]) : null;
    const part = cdata ?? unescaped(textOf(node));
    if (part === null) return null;
    value += part;
  }
  return value;
}

function textOf(node: unknown): string | null {
  if (typeof node !== "object" || node === null) return null;
  const [entry, more] = Object.entries(node);
  if (entry === undefined || more !== undefined) return null;
  const [name, text]: [string, unknown] = entry;
  return name === "#text" && typeof text === "string" ? text : null;
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&apos;", "'"],
]);

/** XML's own five and characters by their number; any other reference is not read at all. */
const REFERENCE = /&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});/g;

/** Each reference once: what one stands for is never read as another. */
function unescaped(text: string | null): string | null {
  if (text === null || !text.includes("&")) return text;
  let isXml = !text.replace(REFERENCE, "").includes("&");
  const plain = text.replace(REFERENCE, (reference) => {
    const character = NAMED.get(reference) ?? numbered(reference.slice(2, -1));
    isXml &&= character !== null;
    return character ?? "";
  });
  return isXml ? plain : null;
}

/** The character of `#50;` or `#x32;`, given without `&#` and `;`; null for what is no character of XML. */
function numbered(digits: string): string | null {
  const point = digits.startsWith("x") ? Number.parseInt(digits.slice(1), 16) : Number(digits);
  return point <= 0x10_ffff && XML_CHARACTER.test(String.fromCodePoint(point)) ? String.fromCodePoint(point) : null;
}

const XML_CHARACTER = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]$/u;
