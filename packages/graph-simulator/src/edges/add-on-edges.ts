import { permissionDenied, unsupportedRequest } from "../errors/refusals.ts";
import type { Edge, EdgeRequest, Json } from "../graph/node.ts";
import { pageList } from "../graph/page-list.ts";
import { between, unit } from "../random/hash.ts";
import { graphTimestamp } from "../time/graph-time.ts";
import { isAble } from "../tokens/grant.ts";
import { ids } from "../world/ids.ts";
import { hasPrompt, pollOf } from "../world/media/polls.ts";
import type { Media } from "../world/model.ts";

/** Only graph.facebook.com has them, of posts of the account, and as requests of their own. */
function check({ call, nested }: EdgeRequest, media: Media): void {
  if (call.host === "instagram") throw unsupportedRequest(call.method);
  if (nested || media.place !== "post") throw permissionDenied();
}

const statuses = ["Accpeted", "Pending", "Declined"];

/** Who is invited to be a collaborator, at most five; few posts have any. */
export function collaboratorsEdge(media: Media): Edge {
  return (request) => {
    check(request, media);
    const count = unit(media.id, "collaborators") < 0.2 ? between(1, 5, media.id, "collaborators") : 0;
    const data = Array.from({ length: count }, (_, index) => ({
      id: ids.account(media.id, "collaborator", index),
      username: `friend.${index + 1}`,
      invite_status: statuses[index % statuses.length],
    }));
    return { data };
  };
}

/** The poll of a post. Without one the answer is empty, in one of two ways. */
export function pollEdge(media: Media): Edge {
  return (request) => {
    check(request, media);
    const poll = pollOf(media);
    if (poll === undefined) return withoutPoll(request);
    const json: Json = {};
    for (const [index, { text, share }] of poll.options.entries()) {
      const option = `option_${"abcd".charAt(index)}`;
      json[option] = text;
      json[`${option}_votes_percentage`] = share;
    }
    const isUnix = request.parameters.get("date_format") === "U";
    json["expiration_timestamp"] = isUnix ? poll.endsAt / 1000 : graphTimestamp(poll.endsAt);
    return json;
  };
}

function withoutPoll({ call }: EdgeRequest): Json {
  return call.simulation.behaviour.withoutPoll === "empty" ? {} : { data: null };
}

/** Answers to the prompt of a post. */
export function promptEdge(media: Media): Edge {
  return (request) => {
    check(request, media);
    if (!isAble(request.call.grant, "comments")) throw permissionDenied();
    const count = hasPrompt(media) ? between(1, 4, media.id, "prompts") : 0;
    const answers = Array.from({ length: count }, (_, index) => ({
      id: ids.comment(media.id, "prompt", index),
      text: `Answer ${index + 1}`,
      timestamp: graphTimestamp(media.publishedAt + (index + 1) * 60_000),
      username: `reader.${index + 1}`,
    }));
    return pageList(answers, request, {
      path: `${media.id}/prompt_response`,
      idOf: ({ id }) => id,
      render: (answer) => ({ ...answer }),
    });
  };
}
