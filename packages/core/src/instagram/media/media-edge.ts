import type { GraphClient } from "../../graph/client.ts";
import { MisuseError } from "../../graph/errors/errors.ts";
import { budgetOf, type InstagramAccount } from "../accounts/account.ts";
import { askableNames } from "../fields/node-field.ts";
import { RequestedFields } from "../fields/requested-fields.ts";
import type { MediaPlace } from "./media-field.ts";
import { mediaFieldsOf } from "./media-fields.ts";
import { mediaNodes, storyNode, type MediaNode } from "./media-node.ts";
import type { MediaOptions } from "./media-options.ts";
import { NestedInsights } from "./nested-insights.ts";

const placeOfEdge = { media: "post", stories: "story", tags: "tagged" } as const;

/** Reads one of the edges of an account that hold media. */
export async function* readMediaEdge(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  edge: keyof typeof placeOfEdge,
  options: MediaOptions,
): AsyncGenerator<MediaNode[], void, undefined> {
  const { apiVersion, onDroppedFields } = options;
  const asked = (names: readonly string[], place: MediaPlace) => {
    const matrix = mediaFieldsOf(place);
    const restricted = matrix.flatMap((row) => (row.restricted ? [row.name] : []));
    const askable = askableNames(names, matrix, { host: graph.host, apiVersion });
    return new RequestedFields(askable, onDroppedFields, restricted);
  };
  const fields = asked(["id", ...(options.fields ?? [])], placeOfEdge[edge]);
  const childFields = asked(options.childFields ?? [], "child");
  const nested = new NestedInsights(options.metrics ?? [], options.onDroppedMetrics);
  const pages = graph.pages({
    path: `${account.id}/${edge}`,
    params: { since: secondsOf(options.sinceMs, Math.floor), until: secondsOf(options.untilMs, Math.ceil) },
    budget: budgetOf(account),
    pageSize: options.pageSize ?? 100,
    cursorsOnly: edge === "tags",
    plan: {
      ask: (largest) => {
        const { metrics, pageSize } = nested.ask(largest);
        const children = { name: "children", fields: childFields.names };
        const expanded = [
          ...(childFields.names.length > 0 ? [children] : []),
          ...(metrics.length > 0 ? [{ name: "insights", metrics }] : []),
        ];
        return { params: { fields: [...fields.names, ...expanded] }, pageSize };
      },
      refused: (refusal) => {
        if (isEndOfList(refusal)) return false;
        const dropped = [fields.dropRefused(refusal), childFields.dropRefused(refusal)];
        return dropped.includes(true) || nested.refused(refusal);
      },
      answered: (media) => {
        nested.answered(media.length);
        return media;
      },
    },
    signal: options.signal,
  });
  try {
    for await (const page of pages)
      yield page.flatMap((raw) => mediaNodes(edge === "stories" ? storyNode(raw) : raw));
  } catch (error) {
    // The last page of a long list names a next page, which the API refuses.
    if (!isEndOfList(error)) throw error;
  }
}

/** Seconds, as the API counts them. The range is rounded outwards, so no post of its first or last second is lost. */
function secondsOf(ms: number | undefined, round: (seconds: number) => number): number | undefined {
  return ms === undefined ? undefined : round(ms / 1000);
}

function isEndOfList(error: unknown): boolean {
  return error instanceof MisuseError && error.reason === "end-of-list";
}
