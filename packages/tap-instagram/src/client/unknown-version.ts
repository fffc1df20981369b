import { defaultApiVersion, GraphError, probeApiVersion, type GraphClient } from "@tap-instagram/core";
import { apiVersions } from "@tap-instagram/core/matrix";
import type { Settings } from "../settings/settings.ts";

/**
 * The setting `api_version` names a version that the API does not have.
 *
 * @example
 * ```ts
 * import { sync, UnknownVersionError, type SyncRequest } from "tap-instagram/engine";
 *
 * const run = (request: SyncRequest) =>
 *   sync(request).catch((error: unknown) => {
 *     if (error instanceof UnknownVersionError) console.error(error.problem);
 *     throw error;
 *   });
 * ```
 */
export class UnknownVersionError extends Error {
  override readonly name = "UnknownVersionError";
  /** What was found in the setting, and what was wanted. */
  readonly problem: string;

  constructor(version: string, known: readonly string[], options: ErrorOptions) {
    const problem =
      `found "${version}", wanted a version that the Graph API has: ${known.join(", ")}. ` +
      `Take the setting away to use ${defaultApiVersion}. https://developers.facebook.com/docs/graph-api/changelog`;
    super(`Cannot use the setting api_version: ${problem}`, options);
    this.problem = problem;
  }
}

/**
 * What a failure means. The API takes a version that never existed for a part of the path, with a token or without. Asked
 * once more without one, it leaves no doubt.
 */
export async function asVersionFailure(
  error: unknown,
  { graph, settings, nowMs }: { graph: GraphClient; settings: Settings; nowMs: number },
  signal: AbortSignal,
): Promise<unknown> {
  if (!(error instanceof GraphError) || error.reason !== "unknown-path") return error;
  try {
    if ((await probeApiVersion(graph, signal)) !== "unknown") return error;
  } catch (unanswered) {
    if (!(unanswered instanceof GraphError)) throw unanswered;
    return error;
  }
  const known = apiVersions.filter(({ endsOn }) => endsOn === undefined || Date.parse(endsOn) > nowMs);
  const names = known.map(({ name }) => name);
  return new UnknownVersionError(settings.api_version, names, { cause: error });
}
