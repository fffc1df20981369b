import type { GraphHost } from "../../graph/hosts.ts";
import { isAvailable, type ApiTarget } from "../fields/availability.ts";
import type { MediaKind } from "../media/media-kind.ts";
import { mediaMetrics, type MediaMetric } from "./media-metrics.ts";

const postKinds: readonly MediaKind[] = ["post", "video-post", "reel"];

/**
 * The metrics that are valid for a kind of media on a host, at a version of the API (default `v25.0`).
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
 * Those of the metrics that this host serves, provided that each is valid for posts and reels of every kind: then they
 * can be asked for within pages of media (`insightMetrics` of `readMedia`), at no call of their own. `undefined` where
 * one is not, because it would fail every page that holds media of another kind.
 *
 * @example
 * ```ts
 * import { createGraphClient, readMedia } from "@tap-instagram/core";
 * import { metricsOfAllPosts } from "@tap-instagram/core/matrix";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const insightMetrics = metricsOfAllPosts(["reach", "saved"], { host: graph.host }); // ["reach", "saved"]
 * for await (const page of readMedia(graph, { id: "17841400000000001" }, { insightMetrics })) {
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
