import type { World } from "../world/world.ts";

const words: ReadonlySet<string> = new Set([
  "me",
  "oauth",
  "debug_token",
  "access_token",
  "refresh_access_token",
  "ig_hashtag_search",
]);

function kindOf(id: string, world: World, nowMs: number): string {
  if (words.has(id)) return id;
  if (world.account(id) !== undefined) return "{ig-user}";
  const media = world.media(id, nowMs);
  if (media !== undefined) return media.place === "story" ? "{story}" : "{media}";
  if (world.page(id) !== undefined) return "{page}";
  if (id === world.businessId) return "{business}";
  if (world.hashtag(id) !== undefined) return "{hashtag}";
  return world.comment(id) === undefined ? "{unknown}" : "{comment}";
}

/** A path with its ids replaced by what they are: `/{media}/insights`; `/` for a batch. */
export function templateOf(
  path: readonly string[],
  parameters: ReadonlyMap<string, string>,
  world: World,
  nowMs: number,
): string {
  const listed = parameters.get("ids")?.split(",")[0];
  const [first, ...rest] = listed === undefined || path.length > 1 ? path : [listed, ...path];
  if (first === undefined) return "/";
  return `/${[kindOf(first, world, nowMs), ...rest].join("/")}`;
}
