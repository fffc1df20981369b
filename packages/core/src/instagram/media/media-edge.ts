import type { GraphClient } from "../../graph/client.ts";
import { MisuseError } from "../../graph/errors/errors.ts";
import type { PagePlan } from "../../graph/pages/page-plan.ts";
import { budgetOf, type InstagramAccount } from "../accounts/account.ts";
import { ListPlan } from "../fields/list-plan.ts";
import { tellLost } from "../fields/lost-entries.ts";
import { askableNames } from "../fields/node-field.ts";
import { RequestedFields, type RequestedFieldsOptions } from "../fields/requested-fields.ts";
import type { MediaPlace } from "./media-field.ts";
import { mediaFieldsOf } from "./media-fields.ts";
import { mediaNodes, storyNode, type MediaNode } from "./media-node.ts";
import type { MediaOptions } from "./media-options.ts";
import { NestedInsights } from "./nested-insights.ts";
import { PostedFilter } from "./posted-filter.ts";

/** The field of an album that holds its slides. */
const inside = "children";

const placeOfEdge = { media: "post", stories: "story", tags: "tagged" } as const;

/** Reads one of the edges of an account that hold media. */
export async function* readMediaEdge(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  edge: keyof typeof placeOfEdge,
  options: MediaOptions,
  filter: PostedFilter = new PostedFilter(undefined),
): AsyncGenerator<MediaNode[], void, undefined> {
  const { apiVersion, onDroppedFields: onDropped, onLost, memory } = options;
  const asked = (
    names: readonly string[],
    place: MediaPlace,
    rest: Pick<RequestedFieldsOptions, "indispensable" | "inside">,
  ) => {
    const matrix = mediaFieldsOf(place);
    const restricted = matrix.flatMap((row) => (row.restricted ? [row.name] : []));
    const askable = askableNames(names, matrix, { host: graph.host, apiVersion });
    const known = { place, account: account.id, memory, onDropped, restricted, ...rest };
    return new RequestedFields(askable, known);
  };
  const fields = asked(["id", ...(options.fields ?? [])], placeOfEdge[edge], { indispensable: ["id"] });
  const childFields = asked(options.childFields ?? [], "child", { indispensable: [], inside });
  const list = new ListPlan(
    {
      lists: [fields, childFields],
      isTimeline: edge === "media",
      build: (namesOf) => {
        const ofChildren = namesOf(childFields);
        return [...namesOf(fields), ...(ofChildren.length > 0 ? [{ name: inside, fields: ofChildren }] : [])];
      },
    },
    onLost,
  );
  const nested = new NestedInsights(options.metrics ?? [], {
    onDroppedMetrics: options.onDroppedMetrics,
    account: account.id,
    memory,
  });
  const endpoint = `GET /{id}/${edge}`;
  const pages = graph.pages({
    node: account.id,
    edge,
    params: { since: secondsOf(options.sinceMs, Math.floor), until: secondsOf(options.untilMs, Math.ceil) },
    budget: budgetOf(account),
    pageSize: options.pageSize ?? 100,
    cursorsOnly: edge === "tags",
    // Nothing shows that the Instagram host has tags: its refusal is one of the edge.
    plan: planOf(list, nested, filter, {
      isServed: edge !== "tags" || graph.host === "facebook",
      isAhead: options.isAhead === true,
    }),
    onUnreadable: (entries) => tellLost(endpoint, entries, onLost),
    signal: options.signal,
  });
  try {
    for await (const page of pages) {
      const media = page.flatMap((raw) => mediaNodes(edge === "stories" ? storyNode(raw) : raw));
      tellLost(endpoint, page.length - media.length, onLost);
      yield media;
    }
  } catch (error) {
    // The last page of a long list names a next page, which the API refuses.
    if (!isEndOfList(error)) throw error;
    options.onCapped?.();
  }
}

/** Pages of fields, with insights in them where that saves calls. */
function planOf(
  list: ListPlan,
  nested: NestedInsights,
  filter: PostedFilter,
  { isServed, isAhead }: { isServed: boolean; isAhead: boolean },
): PagePlan {
  let asked = 0;
  let isAnswered = false;
  return {
    ask: (largest) => {
      const { metrics, pageSize } = nested.ask(list.ask(largest).pageSize);
      const { params } = list.ask(pageSize);
      asked = pageSize;
      const insights = metrics.length > 0 ? [{ name: "insights", metrics }] : [];
      return { params: { fields: [...params.fields, ...insights], ...filter.ask() }, pageSize };
    },
    refused: async (refusal, probe) => {
      if (isEndOfList(refusal)) return false;
      if (list.dropNamed(refusal) || nested.refused(refusal) || filter.refused(refusal)) return true;
      if (!isAnswered && (isAhead || (!isServed && refusal.kind === "not-found"))) return false;
      const isHandled = await list.refused(refusal, probe);
      if (isHandled) nested.resume();
      return isHandled;
    },
    answered: (media) => {
      isAnswered = true;
      filter.answered();
      nested.answered(media.length);
      return list.answered(media, asked);
    },
  };
}

/** Seconds, as the API counts them. The range is rounded outwards, so no post of its first or last second is lost. */
function secondsOf(ms: number | undefined, round: (seconds: number) => number): number | undefined {
  return ms === undefined ? undefined : round(ms / 1000);
}

function isEndOfList(error: unknown): boolean {
  return error instanceof MisuseError && error.reason === "end-of-list";
}
