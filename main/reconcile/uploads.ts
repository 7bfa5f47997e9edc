// A bill on its way from a window to main: it comes in small pieces, is kept in one file of the data folder while it is
// looked at, and is gone afterwards. One at a time; a new one takes the place of the last, under a name of its own: what is
// still being read must not go on in another bill.
import { appendFile, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Result, fail, ok } from "../../preload/contract/failure.ts";

const MOST_BYTES = 1024 * 1024 * 1024;

export type Uploads = {
  /** Answers the number that the pieces carry. */
  begin(name: string, bytes: number): Promise<Result<number>>;
  /** The next piece, in base64. Answers how many bytes are here. */
  add(upload: number, base64: string): Promise<Result<number>>;
  /** The whole file and the name it had. */
  file(upload: number): Result<{ readonly file: string; readonly name: string }>;
  /** It was read in. A later one stays. */
  end(upload: number): Promise<void>;
};

type Current = {
  readonly number: number;
  readonly file: string;
  readonly name: string;
  readonly bytes: number;
  here: number;
};

const OURS = /^bill-upload.*\.tmp$/;

export function openUploads(folder: string): Uploads {
  let count = 0;
  let current: Current | null = null;
  const gone = () => fail("bill_unreadable", "upload", "manager", "now");
  return {
    async begin(name, bytes) {
      if (bytes > MOST_BYTES) return fail("bill_too_large", name, "manager", "never");
      await mkdir(folder, { recursive: true });
      const number = ++count;
      for (const old of await readdir(folder)) if (OURS.test(old)) await rm(join(folder, old), { force: true });
      current = { number, file: join(folder, `bill-upload-${number}.tmp`), name, bytes, here: 0 };
      return ok(number);
    },
    async add(upload, base64) {
      const mine = current;
      if (mine?.number !== upload) return gone();
      const piece = Buffer.from(base64, "base64");
      mine.here += piece.length;
      if (mine.here > mine.bytes) return gone();
      await appendFile(mine.file, piece);
      return ok(mine.here);
    },
    file(upload) {
      if (current?.number !== upload || current.here !== current.bytes) return gone();
      return current.bytes === 0
        ? fail("bill_empty", current.name, "manager", "never")
        : ok({ file: current.file, name: current.name });
    },
    async end(upload) {
      if (current?.number !== upload) return;
      const { file } = current;
      current = null;
      await rm(file, { force: true });
    },
  };
}
