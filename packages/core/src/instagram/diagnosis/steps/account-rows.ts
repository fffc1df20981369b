import * as v from "valibot";
import { node, type GraphNode } from "../../../graph/envelope.ts";
import type { InstagramAccount } from "../../accounts/account.ts";
import type { AccountRow, PageRow } from "../diagnosis.ts";

/** What is read of an account, on both hosts. */
export const accountRowFields: readonly string[] = [
  "id",
  "username",
  "name",
  "media_count",
  "followers_count",
];

/** An account as a row, its insights not tried yet. */
export function rowOf({ id, username, pageId, profile }: InstagramAccount): AccountRow {
  return {
    id,
    username,
    name: textOf(profile["name"]),
    pageId,
    mediaCount: countOf(profile["media_count"]),
    followersCount: countOf(profile["followers_count"]),
    insights: null,
  };
}

/** A Page as a row; `undefined` for an entry without an id. */
export function pageRowOf({ id, name }: GraphNode): PageRow | undefined {
  return typeof id === "string" || typeof id === "number"
    ? { id: String(id), name: textOf(name) }
    : undefined;
}

/** The node of `/me` on the Instagram host: flat, or in a list of one below `data`. */
export function ownNode(answer: GraphNode): GraphNode {
  const wrapped = v.safeParse(v.object({ data: v.array(node) }), answer);
  return (wrapped.success ? wrapped.output.data[0] : answer) ?? {};
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function countOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
