// ESC/POS bytes into commands, as Epson's reference has them; only what this till sends. A command that is not all there
// yet stays in the buffer, as it does in a real printer, whoever sends the rest. Unknown commands are told, not skipped.

export type Command =
  | { readonly kind: "text"; readonly bytes: Uint8Array }
  | { readonly kind: "line" }
  | { readonly kind: "reset" }
  | { readonly kind: "kanji"; readonly on: boolean }
  | { readonly kind: "size"; readonly across: number; readonly down: number }
  | { readonly kind: "strong"; readonly on: boolean }
  | { readonly kind: "align"; readonly to: number }
  | { readonly kind: "left"; readonly dots: number }
  | { readonly kind: "area"; readonly dots: number }
  | { readonly kind: "at"; readonly dots: number }
  | { readonly kind: "by"; readonly dots: number }
  | { readonly kind: "module"; readonly dots: number }
  | { readonly kind: "height"; readonly dots: number }
  | { readonly kind: "feed"; readonly dots: number }
  | { readonly kind: "barcode"; readonly type: number; readonly data: Uint8Array }
  | { readonly kind: "raster"; readonly width: number; readonly height: number; readonly bits: Uint8Array }
  | { readonly kind: "print_raster" }
  | { readonly kind: "cut" }
  | { readonly kind: "drawer" }
  | { readonly kind: "proof" }
  | { readonly kind: "nothing" }
  | { readonly kind: "unknown"; readonly bytes: Uint8Array };

type Taken = { readonly length: number; readonly command: Command };
const NOTHING: Command = { kind: "nothing" };
const [DLE, ESC, FS, GS] = [0x10, 0x1b, 0x1c, 0x1d];

/** The first command of the buffer, or null when it is not all there yet. */
export function takeCommand(buffer: Uint8Array): Taken | null {
  const [first, second] = buffer;
  if (first === undefined) return null;
  if (first === 0x0a) return { length: 1, command: { kind: "line" } };
  if (first === 0) return { length: 1, command: NOTHING };
  if (first === DLE) return fixed(buffer, 3, () => NOTHING);
  if (first === ESC || first === FS || first === GS) {
    if (second === undefined) return null;
    if (first === ESC) return takeEsc(buffer, second);
    return first === FS ? takeFs(buffer, second) : takeGs(buffer, second);
  }
  if (first < 0x20) return { length: 1, command: { kind: "unknown", bytes: buffer.slice(0, 1) } };
  return takeText(buffer);
}

/** A command of so many bytes in all. */
function fixed(buffer: Uint8Array, length: number, make: (at: (index: number) => number) => Command): Taken | null {
  if (buffer.length < length) return null;
  return { length, command: make((index) => buffer[index] ?? 0) };
}

const unknown = (buffer: Uint8Array): Taken => ({
  length: 2,
  command: { kind: "unknown", bytes: buffer.slice(0, 2) },
});

function takeEsc(buffer: Uint8Array, second: number): Taken | null {
  switch (String.fromCharCode(second)) {
    case "@":
      return { length: 2, command: { kind: "reset" } };
    case "2":
      return { length: 2, command: NOTHING };
    case "a":
      return fixed(buffer, 3, (at) => ({ kind: "align", to: at(2) % 48 }));
    case "E":
      return fixed(buffer, 3, (at) => ({ kind: "strong", on: at(2) % 2 === 1 }));
    case "$":
      return fixed(buffer, 4, (at) => ({ kind: "at", dots: at(2) + at(3) * 256 }));
    case "\\":
      return fixed(buffer, 4, (at) => ({ kind: "by", dots: at(2) + at(3) * 256 }));
    case "p":
      return fixed(buffer, 5, () => ({ kind: "drawer" }));
    case "J":
      return fixed(buffer, 3, (at) => ({ kind: "feed", dots: at(2) }));
    case "M":
    case " ":
    case "3":
    case "{":
    case "t":
    case "R":
    case "-":
      return fixed(buffer, 3, () => NOTHING);
    default:
      return unknown(buffer);
  }
}

function takeFs(buffer: Uint8Array, second: number): Taken | null {
  switch (String.fromCharCode(second)) {
    case "&":
      return { length: 2, command: { kind: "kanji", on: true } };
    case ".":
      return { length: 2, command: { kind: "kanji", on: false } };
    case "-":
    case "C":
      return fixed(buffer, 3, () => NOTHING);
    case "S":
      return fixed(buffer, 4, () => NOTHING);
    case "(":
      return counted(buffer, 3, () => NOTHING);
    default:
      return unknown(buffer);
  }
}

/** `xx ( n pL pH data`: the length of the data stands at `at`. */
function counted(buffer: Uint8Array, at: number, make: (data: Uint8Array) => Command): Taken | null {
  if (buffer.length < at + 2) return null;
  const length = at + 2 + (buffer[at] ?? 0) + (buffer[at + 1] ?? 0) * 256;
  if (buffer.length < length) return null;
  return { length, command: make(buffer.slice(at + 2, length)) };
}

function takeGs(buffer: Uint8Array, second: number): Taken | null {
  switch (String.fromCharCode(second)) {
    case "!":
      return fixed(buffer, 3, (at) => ({ kind: "size", across: (at(2) >> 4) + 1, down: (at(2) & 7) + 1 }));
    case "L":
      return fixed(buffer, 4, (at) => ({ kind: "left", dots: at(2) + at(3) * 256 }));
    case "W":
      return fixed(buffer, 4, (at) => ({ kind: "area", dots: at(2) + at(3) * 256 }));
    case "V":
      return fixed(buffer, 4, () => ({ kind: "cut" }));
    case "r":
      return fixed(buffer, 3, () => ({ kind: "proof" }));
    case "w":
      return fixed(buffer, 3, (at) => ({ kind: "module", dots: at(2) }));
    case "h":
      return fixed(buffer, 3, (at) => ({ kind: "height", dots: at(2) }));
    case "a":
    case "B":
    case "H":
      return fixed(buffer, 3, () => NOTHING);
    case "k": {
      const length = 4 + (buffer[3] ?? Infinity);
      return fixed(buffer, length, (at) => ({ kind: "barcode", type: at(2), data: buffer.slice(4, length) }));
    }
    case "v":
      return takeRaster(buffer);
    case "8":
      return takeStored(buffer);
    case "(":
      return counted(buffer, 3, () => ({ kind: "print_raster" }));
    default:
      return unknown(buffer);
  }
}

/** GS v 0 m xL xH yL yH data: printed at once. */
function takeRaster(buffer: Uint8Array): Taken | null {
  if (buffer.length < 8) return null;
  const across = (buffer[4] ?? 0) + (buffer[5] ?? 0) * 256;
  const height = (buffer[6] ?? 0) + (buffer[7] ?? 0) * 256;
  const length = 8 + across * height;
  return fixed(buffer, length, () => ({ kind: "raster", width: across * 8, height, bits: buffer.slice(8, length) }));
}

/** GS 8 L: kept until GS ( L prints it. Here it is printed when it comes. */
function takeStored(buffer: Uint8Array): Taken | null {
  if (buffer.length < 17) return null;
  const at = (index: number) => buffer[index] ?? 0;
  const length = 7 + at(3) + at(4) * 256 + at(5) * 65_536;
  const [width, height] = [Math.ceil((at(13) + at(14) * 256) / 8) * 8, at(15) + at(16) * 256];
  return fixed(buffer, length, () => ({ kind: "raster", width, height, bits: buffer.slice(17, length) }));
}

/** A run of text up to the next command; a character whose last byte is not there yet waits for it. */
function takeText(buffer: Uint8Array): Taken | null {
  let end = 0;
  while (end < buffer.length) {
    const [byte = 0, next] = [buffer[end], buffer[end + 1]];
    if (byte < 0x20) break;
    if (byte < 0x81) end += 1;
    else if (next === undefined) break;
    else end += next >= 0x30 && next <= 0x39 ? 4 : 2;
  }
  end = Math.min(end, buffer.length);
  return end === 0 ? null : { length: end, command: { kind: "text", bytes: buffer.slice(0, end) } };
}
