import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import { edgePage, hasAnyOf, node, type GraphNode } from "../../graph/envelope.ts";
import { TransientError, type GraphError } from "../../graph/errors/errors.ts";
import type { NodeOutcome } from "../../graph/many/node-request.ts";
import { budgetOf, type InstagramAccount } from "../accounts/account.ts";
import { FieldMemory } from "../fields/field-memory.ts";
import { RequestedFields } from "../fields/requested-fields.ts";
import type { MediaEdge } from "./media-edge.ts";

/** What hangs on one post. */
export type MediaEdgeOutcome =
  | {
      ok: true;
      entries: readonly GraphNode[];
      /** True where the API has more entries than one answer holds, or entries that cannot be read. */
      isCut: boolean;
    }
  | { ok: false; error: GraphError };

/** What to read of the entries. */
export interface MediaEdgeOptions {
  /** Default: all that the edge has. An edge whose answer is one object takes no fields. */
  fields?: readonly string[] | undefined;
  /** Called with fields that the API refuses. They are dropped. */
  onDroppedFields?: ((names: readonly string[]) => void) | undefined;
  /** What is known of fields that the API refuses. Default: forgotten with the reader. */
  memory?: FieldMemory | undefined;
}

/** Reads an edge of many posts. It remembers accounts whose posts are all refused alike. */
export interface MediaEdgeReader {
  /**
   * Gives one outcome per post, in order, for one call and one request each: no answer says which post it is about. Rejects
   * only when aborted.
   */
  read(
    account: Pick<InstagramAccount, "id">,
    ids: readonly string[],
    signal?: AbortSignal,
  ): Promise<MediaEdgeOutcome[]>;
}

/** So many posts are asked alone, before all of them are. */
const scouts = 2;

/** The most entries that one answer is asked for. */
const mostEntries = 50;

/**
 * Makes a reader of what hangs on posts: each costs one call.
 *
 * @example
 * ```ts
 * import { createGraphClient } from "@tap-instagram/core";
 * import { collaborators, createMediaEdgeReader } from "@tap-instagram/core/edges";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const reader = createMediaEdgeReader(graph, collaborators);
 * const [outcome] = await reader.read({ id: "17841400000000001" }, ["18000000000000001"]);
 * if (outcome?.ok) console.log(outcome.entries); // [{ id: "1784…", username: "lumen.cykel", invite_status: "Accepted" }]
 * ```
 */
export function createMediaEdgeReader(
  graph: GraphClient,
  edge: MediaEdge,
  options: MediaEdgeOptions = {},
): MediaEdgeReader {
  const answered = new Set<string>();
  const { fields: wanted = edge.fields.map(({ name }) => name), onDroppedFields } = options;
  const { memory = new FieldMemory() } = options;

  return {
    async read(account, ids, signal) {
      const fields = new RequestedFields(["id", ...wanted], {
        place: edge.name,
        account: account.id,
        memory,
        onDropped: onDroppedFields,
      });
      const ask = (some: readonly string[], names = fields.names): Promise<NodeOutcome[]> =>
        graph.readMany({
          requests: some.map((id) => ({
            id,
            edge: edge.name,
            params: edge.answers === "list" ? { fields: names, limit: mostEntries } : {},
          })),
          budget: budgetOf(account),
          areAnonymous: true,
          signal,
        });
      const tried: NodeOutcome[] = [];
      /** Asks again without a field that is refused. What the post before was refused for is not searched for again. */
      const askRepairing = async (id: string): Promise<NodeOutcome | undefined> => {
        for (;;) {
          const [outcome] = await ask([id]);
          if (!outcome || outcome.ok || edge.answers !== "list") return outcome;
          const [before] = tried;
          if (before?.ok === false && before.error.kind === outcome.error.kind) return outcome;
          if (!(await fields.repairOutcome(outcome.error, (names) => ask([id], names)))) return outcome;
        }
      };
      for (const id of ids.slice(0, scouts)) {
        if (answered.has(account.id)) break;
        const outcome = await askRepairing(id);
        if (!outcome) break;
        tried.push(outcome);
        if (outcome.ok || !isOfAll(outcome.error)) answered.add(account.id);
      }
      const [first] = tried;
      const isRefused = !answered.has(account.id) && first?.ok === false;
      const rest = ids.slice(tried.length);
      const others: NodeOutcome[] = isRefused ? rest.map(() => first) : await ask(rest);
      return [...tried, ...others].map((outcome) => outcomeOf(outcome, edge));
    },
  };
}

/** A refusal that may hold for every post of the account. */
function isOfAll({ kind }: GraphError): boolean {
  return kind === "permission" || kind === "misuse" || kind === "refused-name";
}

function outcomeOf(outcome: NodeOutcome, edge: MediaEdge): MediaEdgeOutcome {
  if (!outcome.ok) return outcome;
  const { body } = outcome;
  const list = v.safeParse(edgePage, body);
  if (list.success) {
    const { data, unreadable, paging } = list.output;
    return { ok: true, entries: data, isCut: unreadable > 0 || paging?.next !== undefined };
  }
  if (edge.answers === "object") {
    const one = v.safeParse(v.nullable(node), body);
    const entries = one.success ? objectsIn(one.output) : [];
    const names = edge.fields.map(({ name }) => name);
    if (one.success && entries.every((entry) => hasAnyOf(names, entry)))
      return { ok: true, entries, isCut: false };
  }
  return { ok: false, error: broken(edge) };
}

/** A post without the thing answers `null`, `{}` or `{"data":null}`: no document says which. */
function objectsIn(body: GraphNode | null): GraphNode[] {
  if (body === null) return [];
  const inner = v.safeParse(node, "data" in body ? body["data"] : body);
  const fields = Object.entries(inner.success ? inner.output : {}).filter(([name]) => name !== "id");
  return fields.length > 0 ? [Object.fromEntries(fields)] : [];
}

function broken({ name }: MediaEdge): TransientError {
  const endpoint = `GET /{id}/${name}`;
  return new TransientError(
    `Cannot ${endpoint}: the answer is neither a list nor an object with what was asked for`,
    {
      endpoint,
      reason: "unexpected-shape",
    },
  );
}
