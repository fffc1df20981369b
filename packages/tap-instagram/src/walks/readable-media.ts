import type { MediaNode } from "@tap-instagram/core";
import type { LostFromList } from "../sync/stream.ts";

/** Fields that every media has. https://developers.facebook.com/docs/instagram-platform/reference/instagram-media */
const ofEveryMedia: readonly string[] = ["timestamp", "media_type"];

/** Parts of a node that are not fields of its media, or that the edge implies. */
const noFields: ReadonlySet<string> = new Set(["id", "children", "figures", "media_product_type"]);

/** Tells of something that a list does not bring. */
export type OnLost = (lost: LostFromList) => void;

/**
 * Pages without the media of which nothing but the id came, refused or answered so. A record of them would be empty: in a
 * target it would blank what an earlier run read.
 *
 * @param fields What the pages are asked for.
 */
export async function* readableMedia(
  read: (onLost: OnLost) => AsyncIterable<MediaNode[]>,
  fields: readonly string[],
  onLost: OnLost,
): AsyncGenerator<MediaNode[], void, undefined> {
  const lost = new Set<string>();
  const mayBeEmpty = !ofEveryMedia.some((field) => fields.includes(field));
  const isReadable = (media: MediaNode): boolean => {
    if (lost.delete(media.id)) return false;
    if (mayBeEmpty || hasFields(media)) return true;
    onLost({ id: media.id, field: undefined, error: undefined });
    return false;
  };
  const pages = read((one) => {
    if (one.id !== undefined && one.field === undefined) lost.add(one.id);
    onLost(one);
  });
  for await (const page of pages) yield page.filter(isReadable);
}

function hasFields(media: MediaNode): boolean {
  return Object.entries(media).some(([name, value]) => !noFields.has(name) && (value ?? null) !== null);
}
