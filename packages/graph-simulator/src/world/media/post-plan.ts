import { between, drawn, type HashPart } from "../../random/hash.ts";
import { captionCount } from "./captions.ts";
import type { MediaKind, MediaTraits } from "../model.ts";
import type { PostsSpec } from "../spec/spec.ts";

/** What a slot of the calendar holds. Slots repeat every `count`: any window of posts has exact counts. */
export interface PlannedPost {
  readonly kind: MediaKind;
  readonly children: number;
  readonly caption: number | undefined;
  readonly traits: MediaTraits;
}

const simpleTraits = ["withoutMediaUrl", "withoutProductType", "hiddenLikes", "sharedToFacebook"] as const;

function kindsOf(spec: PostsSpec, parts: readonly HashPart[]): MediaKind[] {
  const reels = spec.reels ?? 0;
  const kinds: (MediaKind | undefined)[] = Array.from({ length: spec.count }, (_, slot) => {
    const before = Math.floor((slot * reels) / spec.count);
    return Math.floor(((slot + 1) * reels) / spec.count) > before ? "reel" : undefined;
  });
  const rest: MediaKind[] = [
    ...Array.from({ length: spec.carousels ?? 0 }, (): MediaKind => "carousel"),
    ...Array.from({ length: spec.feedVideos ?? 0 }, (): MediaKind => "feed-video"),
    ...Array.from({ length: spec.ads ?? 0 }, (): MediaKind => "ad"),
  ];
  const free = kinds.flatMap((kind, slot) => (kind === undefined ? [slot] : []));
  const taken = [...drawn(rest.length, free, ...parts, "kinds")];
  for (const [index, kind] of rest.entries()) kinds[taken[index] ?? 0] = kind;
  return kinds.map((kind) => kind ?? "image");
}

function childrenOf(spec: PostsSpec, nth: number, parts: readonly HashPart[]): number {
  const carousels = spec.carousels ?? 0;
  if (spec.carouselChildren === undefined) return between(2, 10, ...parts, "children", nth);
  const share = Math.floor(spec.carouselChildren / carousels);
  return share + (nth < spec.carouselChildren % carousels ? 1 : 0);
}

/** Decides for every slot what it holds. */
export function planPosts(spec: PostsSpec, parts: readonly HashPart[]): readonly PlannedPost[] {
  const kinds = kindsOf(spec, parts);
  const slots = kinds.map((_, slot) => slot);
  const holders = new Map<string, ReadonlySet<number>>();
  for (const trait of simpleTraits) {
    holders.set(trait, drawn(spec[trait] ?? 0, slots, ...parts, trait));
  }
  const silent = drawn(spec.withoutCaption ?? 0, slots, ...parts, "caption");
  let carousels = 0;
  let captions = 0;
  return kinds.map((kind, slot) => {
    const traits: MediaTraits = Object.fromEntries(
      simpleTraits.filter((trait) => holders.get(trait)?.has(slot)).map((trait) => [trait, true]),
    );
    const [carousel, caption] = [carousels, captions];
    if (kind === "carousel") carousels += 1;
    if (!silent.has(slot)) captions += 1;
    return {
      kind,
      children: kind === "carousel" ? childrenOf(spec, carousel, parts) : 0,
      caption: silent.has(slot) ? undefined : caption % captionCount,
      traits,
    };
  });
}
