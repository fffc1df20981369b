import { pacificDays, type GraphNode } from "@tap-instagram/core";
import { metricsFor, type MediaKind } from "@tap-instagram/core/matrix";
import type { Question, Reply } from "../exchange/question.ts";
import { NotTestableError } from "../verdict/outcome.ts";
import type { Probe } from "../asking/probe.ts";
import { dataOf, isRecord, recordOf, recordsOf, textOf } from "../exchange/records.ts";
import { findAccount } from "./account.ts";
import { mediaOfKind, publishedMs } from "./media.ts";

const dayMs = 24 * 60 * 60_000;

/** Figures of younger ones may not be there yet. */
const settledMs = 3 * dayMs;

/** Deleted ones and those that too few people saw cost a call each. */
const mostTries = 3;

/** A media that answers insights, and the reply to all the metrics of its kind that do not depend on the media. */
export interface Subject {
  readonly id: string;
  readonly reply: Reply;
}

/** The metrics of a kind that any media of the kind takes. */
export function plainMetrics(probe: Probe, kind: MediaKind): string[] {
  return metricsFor(kind, probe.host)
    .filter(({ onlyWhenShared }) => !onlyWhenShared)
    .map(({ name }) => name);
}

export function mediaInsightsQuestion(id: string, metric: readonly string[], breakdown?: string): Question {
  return { node: id, edge: "insights", params: { metric, breakdown } };
}

/** What was tried to find a media of the kind with insights, in order. */
export async function triedSubjects(probe: Probe, kind: MediaKind): Promise<Subject[]> {
  const media = await mediaOfKind(probe, kind);
  const isSettled = (published: number) => kind === "story" || probe.nowMs - published > settledMs;
  const settled = media.filter((one) => isSettled(publishedMs(one)));
  const tried: Subject[] = [];
  for (const { id } of (settled.length > 0 ? settled : media).slice(0, mostTries)) {
    const reply = await probe.ask(mediaInsightsQuestion(id, plainMetrics(probe, kind)));
    tried.push({ id, reply });
    if (!isWithoutInsights(reply)) break;
  }
  return tried;
}

/** @throws NotTestableError when no media of the kind has insights. */
export async function needSubject(probe: Probe, kind: MediaKind): Promise<Subject> {
  const tried = await triedSubjects(probe, kind);
  if (tried.length === 0) throw new NotTestableError(`a ${nameOf(kind)} among the newest 100`);
  const subject = tried.find(({ reply }) => !isWithoutInsights(reply));
  return probe.need(subject, `a ${nameOf(kind)} that has insights (${tried.length} tried)`);
}

/** A `values` point of a series. */
export interface Point {
  readonly value: unknown;
  /** Milliseconds since the epoch; `NaN` where it cannot be read. */
  readonly endMs: number;
  readonly endTime: string;
}

/** The entry of a metric; `undefined` when the answer lacks it. */
export function entryOf(body: GraphNode, metric: string): GraphNode | undefined {
  return dataOf(body).find((entry) => entry["name"] === metric);
}

/** The answer itself, unless it is an empty list, which means "no data". @throws NotTestableError */
export function needFigures(body: GraphNode): GraphNode {
  const { data } = body;
  if (!Array.isArray(data) || data.length > 0) return body;
  throw new NotTestableError("an account that has figures on the days asked about");
}

/** The points of a metric's series. */
export function pointsOf(body: GraphNode, metric: string): Point[] {
  return recordsOf(entryOf(body, metric)?.["values"]).map((point) => {
    const endTime = textOf(point, "end_time") ?? "";
    return {
      value: point["value"],
      endTime,
      endMs: Date.parse(endTime.replace(/([+-]\d\d)(\d\d)$/, "$1:$2")),
    };
  });
}

/** The dimensions and categories that an entry is split into; `undefined` where it is not split. */
export function splitOf(entry: GraphNode | undefined): { keys: unknown; categories: string[] } | undefined {
  const [breakdown] = recordsOf(recordOf(entry?.["total_value"])["breakdowns"]);
  if (!isRecord(breakdown)) return undefined;
  const results = recordsOf(breakdown["results"]);
  return {
    keys: breakdown["dimension_keys"],
    categories: results.flatMap(({ dimension_values: values }) =>
      Array.isArray(values) ? values.map(String) : [],
    ),
  };
}

export async function userInsightsQuestion(
  probe: Probe,
  metric: readonly string[],
  params: NonNullable<Question["params"]>,
): Promise<Question> {
  const { id } = await findAccount(probe);
  return { node: id, edge: "insights", params: { metric, ...params } };
}

/** The end of the day that ended `daysBack` days before the newest whole one, in unix seconds. */
export function dayEnd(probe: Probe, daysBack: number): number {
  const days = pacificDays(probe.nowMs - (daysBack + 3) * dayMs, probe.nowMs);
  return (days.at(-1 - daysBack)?.endMs ?? 0) / 1000;
}

/** Gone, seen by too few, or from before the business account: refusals that are the media's own. */
export function isWithoutInsights(reply: Reply): boolean {
  return !reply.ok && (reply.error.kind === "no-insights" || reply.error.kind === "not-found");
}

function nameOf(kind: MediaKind): string {
  return kind === "video-post" ? "video of the feed from before reels" : kind;
}
