import type { InstagramAccount } from "@tap-instagram/core";
import type { Lack } from "../book/thing.ts";
import type { Walk } from "./stream.ts";

/** How a walk over a list of an account came to its end. */
export interface ListEnd {
  /** How many objects came. */
  readonly objects: number;
  /** How many the API lists at most. */
  readonly cap: number;
  /** Whether the API lists no further ones, although there may be some. */
  readonly isCapped: boolean;
  /** The field of the account that counts the objects, and its value; `undefined` where nothing counts them. */
  readonly count?: { readonly field: string; readonly value: number } | undefined;
}

/** The count of an account may be off by so many: 243 posts were listed where it said 229. */
const ordinaryDifference = 20;

/** How a walk ended that listed so many objects. */
export function listEndOf<Chunk>(
  { cap = Infinity, countField }: Walk<Chunk>,
  { profile }: InstagramAccount,
  objects: number,
  isRefused: boolean,
): ListEnd {
  const value = countField === undefined ? undefined : profile[countField];
  const count =
    countField !== undefined && typeof value === "number" ? { field: countField, value } : undefined;
  return { objects, cap, isCapped: isRefused || objects >= cap, count };
}

/**
 * What is lacking at the end of a list, although the list says that it is whole; `undefined` where nothing is. An API that
 * does not bring a list in time may answer with an empty one, or with its beginning.
 *
 * @param isFromStart Whether everything was asked for, and not only what is new.
 */
export function lackOfList(
  { objects, cap, isCapped, count }: ListEnd,
  isFromStart: boolean,
): Lack | undefined {
  const thing = { kind: "list" } as const;
  const beyond = { thing, reason: "beyond-list" } as const;
  if (isCapped) return beyond;
  if (!count || !isFromStart) return undefined;
  const refusal = { message: `${count.field} is ${count.value}, and the list holds ${objects}` };
  if (objects === 0 && count.value > 0) return { thing, reason: "empty-list", refusal };
  if (count.value > cap) return beyond;
  const isShort = objects * 2 < count.value && count.value - objects > ordinaryDifference;
  return isShort ? { thing, reason: "short-list", refusal } : undefined;
}
