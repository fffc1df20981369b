import { noSuchObject, unknownPath, unsupportedRequest } from "../errors/refusals.ts";
import { noActiveToken } from "../errors/token-refusals.ts";
import type { Host } from "../host.ts";
import { servedVersion } from "../http/versions.ts";
import type { Simulation } from "../simulation.ts";
import { authenticate, checkProof } from "../tokens/authenticate.ts";
import { tokenEndpoint } from "../tokens/endpoints.ts";
import type { Answer } from "./answer.ts";
import type { Call } from "./node.ts";
import type { Json } from "./node.ts";
import type { UsageSubject } from "../quota/usage-subject.ts";
import { nodeFactory } from "./node-factory.ts";
import { readObject, readObjects } from "./read-object.ts";
import { refusal, success } from "./respond.ts";

/** A call as it came in. */
export interface CallRequest {
  readonly host: Host;
  readonly method: string;
  /** Segments of the path without host, with the version if there is one. */
  readonly segments: readonly string[];
  readonly parameters: ReadonlyMap<string, string>;
  /** From the header or the parameters. */
  readonly token: string | undefined;
  readonly base: string;
}

const rootEdges: ReadonlySet<string> = new Set([
  "insights",
  "media",
  "stories",
  "children",
  "comments",
  "tags",
]);
const versionPattern = /^v\d+\.\d+$/;

/** Parts a path into version and the rest. */
export function splitVersion(
  segments: readonly string[],
): [version: string | undefined, path: readonly string[]] {
  const [first] = segments;
  return first !== undefined && versionPattern.test(first)
    ? [first, segments.slice(1)]
    : [undefined, segments];
}

function read(call: Call): Json {
  const [first, second] = call.path;
  if (call.parameters.has("ids") && call.path.length < 2 && (first === undefined || rootEdges.has(first))) {
    return readObjects(first, call);
  }
  if (first === undefined || call.path.length > 2) {
    throw call.host === "instagram"
      ? unsupportedRequest(call.method)
      : unknownPath(`/${call.path.join("/")}`);
  }
  return readObject(first, second, call);
}

function refuseMethod(call: Pick<Call, "host" | "method" | "path">): never {
  if (call.host === "instagram") throw unsupportedRequest(call.method);
  throw noSuchObject(call.path[0] ?? "", call.method.toLowerCase());
}

/** Answers one call: a whole request, or an item of a batch. */
export function execute(request: CallRequest, simulation: Simulation): Answer {
  const { host, method } = request;
  const { behaviour, world, book } = simulation;
  const nowMs = simulation.now();
  const [askedVersion, path] = splitVersion(request.segments);
  const served = servedVersion(askedVersion ?? behaviour.defaultVersion, nowMs);
  const charged: UsageSubject[] = [];
  const answered = { simulation, host, servedVersion: served ?? behaviour.defaultVersion, charged, nowMs };
  try {
    if (served === undefined) throw unknownPath(`/${path.join("/")}`);
    const atEndpoint = tokenEndpoint({ ...request, path, simulation, nowMs });
    if (atEndpoint !== undefined) return success(answered, atEndpoint);
    if (request.token === undefined || request.token === "") throw noActiveToken();
    const grant = authenticate(request.token, { host, nowMs, calendar: world.calendar, book });
    const parameters = new Map(request.parameters);
    const proof = parameters.get("appsecret_proof");
    parameters.delete("access_token");
    parameters.delete("appsecret_proof");
    if (host === "facebook") {
      checkProof(grant.token, proof, book.tokens.appSecret, behaviour.requireAppsecretProof);
    }
    if (method !== "GET") refuseMethod({ host, method, path });
    const call: Call = {
      ...answered,
      method,
      askedVersion,
      path,
      parameters,
      token: grant.token,
      grant,
      base: request.base,
      nodes: nodeFactory(host, world.businessId, behaviour),
      weight: { values: 0 },
    };
    return success(answered, read(call));
  } catch (thrown) {
    return refusal(answered, thrown);
  }
}
