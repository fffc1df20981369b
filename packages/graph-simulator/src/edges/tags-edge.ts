import { invalidParameter, permissionDenied } from "../errors/refusals.ts";
import type { Edge, EdgeRequest } from "../graph/node.ts";
import { pageList } from "../graph/page-list.ts";
import { renderNode } from "../graph/render-node.ts";
import { parseTimeParameter } from "../time/graph-time.ts";
import { isAble } from "../tokens/grant.ts";
import { mediaType } from "../world/media/media-type.ts";
import type { Account, Media } from "../world/model.ts";

const mediaTypes: ReadonlySet<string> = new Set(["IMAGE", "VIDEO", "CAROUSEL_ALBUM"]);

/** Unix seconds of `posted_after` or `posted_before`, in the form that is understood. */
function postedBound(name: string, request: EdgeRequest): number | undefined {
  const text = request.parameters.get(name);
  if (text === undefined) return undefined;
  const { tagFilterFormat } = request.call.simulation.behaviour;
  const isUnix = /^\d+$/.test(text);
  const isForm = tagFilterFormat === "any" || tagFilterFormat === (isUnix ? "unix" : "iso");
  const seconds = parseTimeParameter(text);
  if (!isForm || seconds === undefined) throw invalidParameter(`Param ${name} is not valid`);
  return seconds;
}

function wantedType(request: EdgeRequest): string | undefined {
  const type = request.parameters.get("media_type");
  if (type === undefined || mediaTypes.has(type)) return type;
  throw invalidParameter(`Param media_type must be one of {${[...mediaTypes].join(", ")}}`);
}

/** Posts of others that tag the account: cursors, but no links. The last page is followed by an empty one. */
export function tagsEdge(account: Account): Edge {
  return (request) => {
    const { call, fields } = request;
    if (!isAble(call.grant, "comments")) throw permissionDenied();
    const after = postedBound("posted_after", request) ?? -Infinity;
    const before = postedBound("posted_before", request) ?? Infinity;
    const type = wantedType(request);
    const isWanted = (media: Media): boolean => {
      const seconds = media.publishedAt / 1000;
      return after <= seconds && seconds <= before && (type === undefined || mediaType(media) === type);
    };
    return pageList(account.tags().filter(isWanted), request, {
      path: `${account.id}/tags`,
      idOf: (media) => media.id,
      render: (media) => renderNode(call.nodes.media(media, "indirect"), fields, call, true),
      withoutLinks: true,
    });
  };
}
