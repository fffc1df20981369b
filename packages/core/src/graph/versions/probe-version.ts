import * as v from "valibot";
import type { GraphClient } from "../client.ts";
import { GraphError } from "../errors/errors.ts";

/** What a host says of a version of the API. */
export type VersionVerdict = "exists" | "unknown" | "cannot-tell";

/**
 * Asks the API without a token whether it has the client's version, at no call of quota. A version that exists asks for
 * a token, one that ended as well: the oldest that is left answers for it. The Facebook host says clearly that it does
 * not know a version. Whether the Instagram host does is not known, and any other answer is `cannot-tell`.
 *
 * @throws TransientError when no answer comes, QuotaExhaustedError.
 *
 * @example
 * ```ts
 * import { createGraphClient, probeApiVersion } from "@tap-instagram/core";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…", apiVersion: "v99.0" });
 * console.log(await probeApiVersion(graph)); // unknown
 * ```
 */
export async function probeApiVersion(
  graph: Pick<GraphClient, "send">,
  signal?: AbortSignal,
): Promise<VersionVerdict> {
  const request = { method: "GET", node: "me", params: {}, budget: "app", quotaCalls: 0 } as const;
  try {
    await graph.send({ ...request, authorized: false }, v.unknown(), signal);
    return "cannot-tell";
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    if (error.kind === "transient" || error.kind === "quota-exhausted") throw error;
    if (error.reason === "unknown-path") return "unknown";
    return error.reason === "missing" ? "exists" : "cannot-tell";
  }
}
