// Serves the built window to either door. The files are listed once, when the window opens, and only a listed name
// is ever read: a path that is not on the list cannot reach the disk, however it is written.
import { readFile, readdir } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { HEADERS } from "./csp.ts";
import { sameOrigin } from "../ipc/sender.ts";

export type FileAnswer = {
  readonly status: 200 | 403 | 404 | 405;
  readonly headers: Record<string, string>;
  readonly body: Buffer<ArrayBuffer>;
};

export type Files = { answer(method: string, url: string): Promise<FileAnswer> };

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".mp3": "audio/mpeg",
  ".ogg": "audio/ogg",
  ".wav": "audio/wav",
};

/**
 * Lists `folder` (the built window) and answers requests for `origin` from it; `/` is `index.html`. Files of a kind
 * not listed above are not served. Rejects when the folder has no index.html: the window was not built.
 */
export async function openFiles(folder: string, origin: string): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const listed = new Map<string, string>();
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && TYPES[extname(entry.name)])
      listed.set(`/${relative(folder, path).split(sep).join("/")}`, path);
  }
  const index = listed.get("/index.html");
  if (index === undefined) throw new Error(`no index.html in ${folder}: run npm run build`);
  listed.set("/", index);

  return {
    async answer(method, url) {
      if (!sameOrigin(url, origin)) return refusal(403);
      if (method !== "GET") return refusal(405);
      const path = listed.get(decoded(new URL(url).pathname) ?? "");
      if (path === undefined) return refusal(404);
      const body = await readFile(path);
      return { status: 200, headers: { ...HEADERS, "Content-Type": TYPES[extname(path)] ?? "" }, body };
    },
  };
}

function refusal(status: 403 | 404 | 405): FileAnswer {
  return { status, headers: { ...HEADERS, "Content-Type": "text/plain; charset=utf-8" }, body: Buffer.from("") };
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
