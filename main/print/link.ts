// How bytes reach a printer, whatever the wire: a transport opens links, a link carries bytes until it breaks. Types
// only, so that a transport may live in another process.

/** The printer cannot be reached: nothing was sent. */
export class CannotReach extends Error {}

/** The wire broke, or took too long, while bytes were under way: part of them may have arrived. */
export class LinkBroken extends Error {}

export type Link = {
  /** False once bytes can no longer be sent. */
  readonly isOpen: boolean;
  /** Resolves when the system has taken all of it. Throws LinkBroken. */
  write(bytes: Uint8Array): Promise<void>;
  /** What the printer says. One listener. */
  onBytes(listener: (bytes: Uint8Array) => void): void;
  /** Resolves when the link breaks or is closed. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
};

export type Transport = {
  /** A printer behind it can answer; where it cannot, nothing is asked. */
  readonly canHear: boolean;
  /** Throws CannotReach. */
  open(): Promise<Link>;
};
