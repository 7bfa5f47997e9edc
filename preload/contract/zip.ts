// What a zip file (an .xlsx is one) says of itself, read before a byte of it is unpacked: its parts, and how much they become.
// A small file can unpack to gigabytes; whoever opens one that a person chose asks here first.

export type ZipEntry = {
  /** 0: stored as it is; 8: packed. */
  readonly method: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Where its own header stands. */
  readonly at: number;
};

export type Zip = {
  readonly entries: readonly ZipEntry[];
  /** Of all of them; Infinity where the zip is of the kind for more than 4 GB, whatever it holds. */
  readonly unpackedBytes: number;
};

/** What a workbook may unpack to: some hundred thousand rows. */
export const MOST_UNPACKED_BYTES = 96 * 1024 * 1024;

const [END, END_LARGE, ENTRY] = [0x06054b50, 0x07064b50, 0x02014b50];
const [END_BYTES, END_LARGE_BYTES, ENTRY_BYTES, MOST_COMMENT] = [22, 20, 46, 0xffff];
const [LARGE, MANY] = [0xffffffff, 0xffff];

/** Null for what is no zip, or is cut off. */
export function readZip(bytes: Uint8Array): Zip | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return null;
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  const before = end - END_LARGE_BYTES;
  const isLarge = count === MANY || start === LARGE || (before >= 0 && view.getUint32(before, true) === END_LARGE);
  if (isLarge) return { entries: [], unpackedBytes: Infinity };
  // Readers differ in which of the two counts they go by.
  if (count !== view.getUint16(end + 8, true)) return null;
  const entries: ZipEntry[] = [];
  let unpackedBytes = 0;
  for (let at = start, i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== ENTRY) return null;
    const entry = entryAt(view, at);
    entries.push(entry);
    unpackedBytes += Math.max(entry.unpackedBytes, entry.method === 0 ? entry.packedBytes : 0);
    const tail = view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    at += ENTRY_BYTES + tail;
  }
  return { entries, unpackedBytes };
}

/** The last place that looks like the end of a zip: readers look for it from behind. */
function findEnd(view: DataView): number | null {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - MOST_COMMENT); at--) if (view.getUint32(at, true) === END) return at;
  return null;
}

const entryAt = (view: DataView, at: number): ZipEntry => ({
  method: view.getUint16(at + 10, true),
  packedBytes: view.getUint32(at + 20, true),
  unpackedBytes: view.getUint32(at + 24, true),
  at: view.getUint32(at + 42, true),
});
