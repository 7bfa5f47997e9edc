// The peer's own JWS: written from the document, sharing nothing with the adapter under test.
import { createSign, createVerify, generateKeyPairSync } from "node:crypto";

export type Fields = Record<string, unknown>;

export type PeerKeys = {
  readonly merchantPrivatePem: string;
  readonly merchantPublicPem: string;
  readonly pooulPrivatePem: string;
  readonly pooulPublicPem: string;
  /** Somebody else's key: what a forged answer is signed with. */
  readonly strangerPrivatePem: string;
};

const pair = (modulusLength: number) =>
  generateKeyPairSync("rsa", {
    modulusLength,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });

let made: PeerKeys | undefined;

/** Keys made at run time, once per process: the merchant's of 2048 bits, Pooul's of 1024 as its published one is. */
export function peerKeys(): PeerKeys {
  if (made) return made;
  const [merchant, vendor, stranger] = [pair(2048), pair(1024), pair(1024)];
  made = {
    merchantPrivatePem: merchant.privateKey,
    merchantPublicPem: merchant.publicKey,
    pooulPrivatePem: vendor.privateKey,
    pooulPublicPem: vendor.publicKey,
    strangerPrivatePem: stranger.privateKey,
  };
  return made;
}

/** The vendor's answers carry typ before alg (facts §4.1). */
export function seal(body: Fields, privatePem: string): string {
  const part = (value: Fields) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ typ: "JWT", alg: "RS256" })}.${part(body)}`;
  return `${text}.${createSign("sha256").update(text).end().sign(privatePem, "base64url")}`;
}

/** The payload of a request, or the sentence that says what is wrong with its envelope. */
export function unseal(text: string, publicPem: string): Fields | string {
  const match = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(text);
  if (!match) return "the body is not a compact JWS";
  const [, head = "", payload = "", signature = ""] = match;
  const header = Buffer.from(head, "base64url").toString("utf8");
  if (header !== '{"alg":"RS256","typ":"JWT"}') return `the header is ${header}`;
  if (!createVerify("sha256").update(`${head}.${payload}`).end().verify(publicPem, signature, "base64url"))
    return "the signature does not hold";
  const value: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "the payload is not an object";
  return { ...value };
}
