// A first look at what a page sent, before any schema: plain data only, and not too much of it. Schemas then never
// meet cycles, live objects, poisoned keys or megabytes. It must never call anything that belongs to the value.

/** Characters over all strings and keys, values over the whole tree, levels: far above what any call needs. */
export const MAX_CHARS = 16_384;
export const MAX_VALUES = 2_048;
export const MAX_DEPTH = 8;

export type PlainProblem = "too_large" | "too_deep" | "not_plain" | "forbidden_key";

/** The problem with a value that came from outside, or null when it is plain data of a sane size. */
export function plainProblem(value: unknown): PlainProblem | null {
  const room = { chars: MAX_CHARS, values: MAX_VALUES };
  return look(value, 0, room);
}

function look(value: unknown, depth: number, room: { chars: number; values: number }): PlainProblem | null {
  if (depth > MAX_DEPTH) return "too_deep";
  if (--room.values < 0) return "too_large";
  switch (typeof value) {
    case "undefined":
    case "boolean":
      return null;
    case "number":
      return Number.isFinite(value) ? null : "not_plain";
    case "string":
      room.chars -= value.length;
      return room.chars < 0 ? "too_large" : null;
    case "object":
      return value === null ? null : lookInside(value, depth, room);
    case "bigint":
    case "function":
    case "symbol":
      return "not_plain";
  }
}

function lookInside(value: object, depth: number, room: { chars: number; values: number }): PlainProblem | null {
  const prototype: unknown = Object.getPrototypeOf(value);
  const list = Array.isArray(value);
  if (list ? value.length > room.values : prototype !== Object.prototype && prototype !== null) {
    return list ? "too_large" : "not_plain";
  }
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key === "symbol") return "not_plain";
    if (key === "__proto__") return "forbidden_key";
    if (list && key === "length") continue;
    room.chars -= key.length;
    if (room.chars < 0) return "too_large";
    const property = Object.getOwnPropertyDescriptor(value, key);
    if (!property || !("value" in property)) return "not_plain";
    const problem = look(property.value, depth + 1, room);
    if (problem !== null) return problem;
  }
  return null;
}
