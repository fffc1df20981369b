import { invalidParameter } from "../errors/refusals.ts";

/** What a cursor remembers: an item, where it stood, and whether the cursor lies just before it. */
export interface CursorPlace {
  readonly id: string;
  readonly position: number;
  /** Left behind by an empty page: the item itself is still to come. */
  readonly isBefore: boolean;
}

/** An opaque cursor. */
export function writeCursor({ id, position, isBefore }: CursorPlace): string {
  const text = `${isBefore ? "b" : "c"}:${position}:${id}`;
  return `QVFI${Buffer.from(text).toString("base64url")}ZD`;
}

/** The place in a cursor; throws code 100 for anything that is none. */
export function readCursor(cursor: string): CursorPlace {
  const encoded = /^QVFI([\w-]+)ZD$/.exec(cursor)?.[1] ?? "";
  const [, side, position, id] =
    /^([bc]):(\d+):(.+)$/.exec(Buffer.from(encoded, "base64url").toString()) ?? [];
  if (position === undefined || id === undefined) throw invalidParameter("Invalid cursors values");
  return { id, position: Number(position), isBefore: side === "b" };
}
