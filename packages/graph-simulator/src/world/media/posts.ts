import { drawn, unit, type HashPart } from "../../random/hash.ts";
import { ids } from "../ids.ts";
import type { Account, Media } from "../model.ts";
import { planPosts } from "./post-plan.ts";
import type { PostsSpec } from "../spec/spec.ts";

const hourMs = 3_600_000;

function deletedPositions(spec: PostsSpec, count: number, parts: readonly HashPart[]): ReadonlySet<number> {
  const wanted = spec.deleted ?? 0;
  if (typeof wanted !== "number") return new Set(wanted);
  const oldest = count - (spec.beforeConversion ?? 0);
  const candidates = Array.from({ length: Math.max(0, oldest - 4) }, (_, index) => index + 4);
  return drawn(wanted, candidates, ...parts, "deleted");
}

/** The times that a world gives of its posts, newest first, in milliseconds since the epoch. */
function timesOf({ count, secondsBetween }: PostsSpec, nowMs: number): number[] | undefined {
  if (!secondsBetween) return undefined;
  let at = Math.floor(nowMs / 1000) * 1000;
  return Array.from({ length: count }, (_, position) => {
    if (position > 0) at -= (secondsBetween[(position - 1) % secondsBetween.length] ?? 0) * 1000;
    return at;
  });
}

/**
 * The posts of an account, newest first. A post belongs to a slot of an absolute calendar: it keeps its
 * id, time and content when the world starts again later, new ones join and the oldest leave.
 */
export function generatePosts(
  account: Account,
  spec: PostsSpec,
  nowMs: number,
  parts: readonly HashPart[],
): readonly Media[] {
  if (spec.count === 0) return [];
  const plan = planPosts(spec, parts);
  const spacing = Math.round((spec.hoursBetween ?? 24) * hourMs);
  const timeOf = (slot: number): number => {
    const jitter = Math.floor(unit(...parts, "time", slot) * spacing * 0.8);
    return Math.floor((slot * spacing + jitter) / 1000) * 1000;
  };
  const given = timesOf(spec, nowMs);
  let newest = Math.floor(nowMs / spacing);
  if (timeOf(newest) > nowMs) newest -= 1;
  const deleted = deletedPositions(spec, spec.count, parts);
  const silent = new Set(spec.withoutValues);
  const convertedFrom = spec.count - (spec.beforeConversion ?? 0);

  return Array.from({ length: spec.count }, (_, position): Media => {
    const slot = newest - position;
    const planned = plan[slot % spec.count];
    if (planned === undefined) throw new RangeError(`No plan for slot ${slot}: the clock is before 1970`);
    const publishedAt = given?.[position] ?? timeOf(slot);
    const common = { account, publishedAt, traits: {}, caption: undefined } as const;
    const children = Array.from({ length: planned.children }, (__, index): Media => {
      const video = unit(...parts, "child", slot, index) < 0.25;
      return {
        ...common,
        id: ids.media(...parts, slot, index),
        place: "child",
        kind: video ? "feed-video" : "image",
        children: [],
      };
    });
    return {
      ...common,
      id: ids.media(...parts, slot),
      place: "post",
      kind: planned.kind,
      children,
      caption: planned.caption,
      traits: {
        ...planned.traits,
        ...(deleted.has(position) ? { deleted: true } : {}),
        ...(position >= convertedFrom ? { beforeConversion: true } : {}),
        ...(silent.has(position) ? { withoutValues: true } : {}),
      },
    };
  });
}
