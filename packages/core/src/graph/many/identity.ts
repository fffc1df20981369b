import { isNodeId } from "../http/path.ts";
import { metricsOf } from "../http/params.ts";
import type { Budget } from "../pacing/budget.ts";
import type { ManyRequest, NodeRequest } from "./node-request.ts";

/** What an answer says of the request that it answers. */
interface Claim {
  /** The node it is about. */
  id?: string | undefined;
  /** Metrics that it has figures of. */
  metrics: readonly string[];
  /** The end of its window, in seconds since the epoch. */
  until?: number | undefined;
}

/**
 * For each answer of a batch, whether it can be believed to answer the request in its place. Answers come in the order of
 * the requests; where one says itself that it answers another, only those are believed that say themselves what they
 * answer.
 *
 * @param bodies The bodies in order; `undefined` for an item that has none, such as a refusal.
 * @param isComplete False where the number of answers is another than that of the requests.
 */
export function believable(
  { requests, budget }: Pick<ManyRequest, "requests" | "budget">,
  bodies: readonly unknown[],
  isComplete = true,
): boolean[] {
  const claims = requests.map((request, position) => claimOf(bodies[position], request, budget));
  const misplaced = requests.map((request, position) => {
    const claim = claims[position];
    return claim !== undefined && !fits(claim, request);
  });
  const isMixed = !isComplete || misplaced.includes(true) || areWindowsMixed(requests, claims);
  if (!isMixed) return requests.map(() => true);
  return requests.map((request, position) => {
    const claim = claims[position];
    if (claim === undefined || misplaced[position] === true) return false;
    const fitting = requests.filter((other) => fits(claim, other) && isOfWindow(claim, other));
    return fitting.length === 1 && fitting[0] === request;
  });
}

/** Whether an answer to one request alone is about another node. */
export function isOfOtherNode(body: unknown, request: NodeRequest, budget: Budget): boolean {
  const id = claimOf(body, request, budget)?.id;
  return id !== undefined && id !== request.id;
}

function fits({ id, metrics }: Claim, request: NodeRequest): boolean {
  if (id !== undefined && id !== request.id) return false;
  const asked = metricsOf(request.params);
  return metrics.length === 0 || asked.length === 0 || metrics.some((name) => asked.includes(name));
}

function isOfWindow({ until }: Claim, { params }: NodeRequest): boolean {
  return until === undefined || params["until"] === undefined || until === params["until"];
}

/**
 * Whether answers about windows come in another order. Links say where a window ends. They count only where all of them
 * name windows that were asked for, and not all of them one so many seconds later: the API could as well round them all.
 */
function areWindowsMixed(requests: readonly NodeRequest[], claims: readonly (Claim | undefined)[]): boolean {
  const asked = new Set(requests.map(({ params }) => params["until"]));
  const shifts = new Set<number>();
  for (const [position, { params }] of requests.entries()) {
    const until = claims[position]?.until;
    if (until === undefined) continue;
    if (!asked.has(until)) return false;
    shifts.add(until - Number(params["until"]));
  }
  return shifts.size > 1;
}

function claimOf(
  body: unknown,
  { id: asked, edge, ownerField }: NodeRequest,
  budget: Budget,
): Claim | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  if (edge === undefined) return { id: "id" in body ? idIn(body.id) : undefined, metrics: [] };
  if (!("data" in body) || !Array.isArray(body.data)) return { metrics: [] };
  let ofEntry: string | undefined;
  const metrics: string[] = [];
  for (const entry of body.data) {
    ofEntry ??= nodeOf(memberOf(entry, "id"), edge);
    if (ownerField !== undefined) ofEntry ??= idIn(memberOf(memberOf(entry, ownerField), "id"));
    const name = memberOf(entry, "name");
    if (typeof name === "string") metrics.push(name);
  }
  const next = "paging" in body ? memberOf(body.paging, "next") : undefined;
  const link = typeof next === "string" ? positionIn(next, edge) : undefined;
  // An account has two ids with Instagram Login, and nothing shows which one its answers name.
  const isOfAccount = budget !== "app" && budget.id === asked;
  return { id: isOfAccount ? undefined : (ofEntry ?? link?.id), metrics, until: link?.until };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function idIn(value: unknown): string | undefined {
  const id = typeof value === "number" ? String(value) : value;
  return typeof id === "string" && isNodeId(id) ? id : undefined;
}

/** `18000000000000001/insights/reach/lifetime` is about 18000000000000001. */
function nodeOf(id: unknown, edge: string): string | undefined {
  if (typeof id !== "string") return undefined;
  const [node = "", of, ...rest] = id.split("/");
  return of === edge && rest.length > 0 && isNodeId(node) ? node : undefined;
}

/** The link to the next window begins a second behind this one. Links of pages name the node alone. */
function positionIn(link: string, edge: string): Pick<Claim, "id" | "until"> | undefined {
  if (!URL.canParse(link)) return undefined;
  const { pathname, searchParams } = new URL(link);
  const [of, node = ""] = pathname.split("/").toReversed();
  if (of !== edge || !isNodeId(node)) return undefined;
  const since = Number(searchParams.get("since") ?? Number.NaN);
  return { id: node, until: Number.isInteger(since) ? since - 1 : undefined };
}
