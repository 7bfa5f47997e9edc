// Zip files as no honest program writes them: parts that say they are smaller than they become, a directory of the large kind.
import { crc32, deflateRawSync } from "node:zlib";

export type Part = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What the directory says it unpacks to; its true size when left away. */
  readonly saysBytes?: number;
};

/** `count`: what the directory says of the number of its parts. */
export function makeZip(parts: readonly Part[], count = parts.length): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, saysBytes = bytes.length } of parts) {
    const packed = deflateRawSync(bytes, { level: 1 });
    // Version, flags, method, time, day, sum, both sizes, the length of the name, no extra field: the same in both headers.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(saysBytes, 18);
    common.writeUInt16LE(name.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    const body = Buffer.concat([Buffer.from("PK\u0003\u0004"), common, Buffer.from(name), packed]);
    directory.push(
      Buffer.concat([Buffer.from("PK\u0001\u0002"), Buffer.from([20, 0]), common, tail, Buffer.from(name)]),
    );
    bodies.push(body);
    at += body.length;
  }
  const all = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(all.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...bodies, all, Buffer.from("PK\u0005\u0006"), end]);
}
