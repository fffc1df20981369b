import type { GraphHost } from "../../graph/hosts.ts";
import { isAvailable, type ApiTarget } from "../fields/availability.ts";
import type { MediaKind } from "../media/media-kind.ts";
import { mediaMetrics, type MediaMetric } from "./media-metrics.ts";

const postKinds: readonly MediaKind[] = ["post", "video-post", "reel"];

/**
 * The metrics that a kind of media has on a host, in a version of the API (default `v25.0`).
 *
 * @example
 * ```ts
 * import { metricsFor } from "@tap-instagram/core/matrix";
 *
 * const story = metricsFor("story", "instagram");
 * for (const { name, unit, description } of story) console.log(name, unit, description);
 * ```
 */
export function metricsFor(
  kind: MediaKind,
  host: GraphHost,
  apiVersion?: string,
  matrix: readonly MediaMetric[] = mediaMetrics,
): readonly MediaMetric[] {
  return matrix.filter((metric) => metric.kinds.includes(kind) && isAvailable(metric, { host, apiVersion }));
}

/**
 * The metrics that can be read inside the pages of media (`metrics` of `readMedia`), at no extra call: those of `names`
 * that the host has. `undefined` when one of them does not exist for every kind of post and reel, because it would fail
 * every page that holds another kind.
 *
 * @example
 * ```ts
 * import { createGraphClient, readMedia } from "@tap-instagram/core";
 * import { metricsOfAllPosts } from "@tap-instagram/core/matrix";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const metrics = metricsOfAllPosts(["reach", "saved"], { host: graph.host }); // ["reach", "saved"]
 * for await (const page of readMedia(graph, { id: "17841400000000001" }, { metrics })) {
 *   for (const { id, figures } of page) console.log(id, figures?.values["reach"]);
 * }
 * ```
 */
export function metricsOfAllPosts(
  names: readonly string[],
  target: ApiTarget,
  matrix: readonly MediaMetric[] = mediaMetrics,
): readonly string[] | undefined {
  const wanted = matrix.filter(
    (metric) =>
      names.includes(metric.name) &&
      isAvailable(metric, target) &&
      metric.kinds.some((kind) => postKinds.includes(kind)),
  );
  const areAllValid = wanted.every(
    ({ kinds, onlyWhenShared }) => !onlyWhenShared && postKinds.every((kind) => kinds.includes(kind)),
  );
  return areAllValid && wanted.length > 0 ? wanted.map(({ name }) => name) : undefined;
}
