// Joins class names of a CSS module; what is false or missing is left out.
export const cls = (...names: readonly (string | false | undefined)[]): string => names.filter(Boolean).join(" ");
