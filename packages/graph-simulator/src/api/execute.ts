import {
  noSuchObject,
  permissionDenied,
  tooMuchData,
  unknownPath,
  unsupportedRequest,
} from "../errors/refusals.ts";
import { noActiveToken } from "../errors/token-refusals.ts";
import type { Host } from "../host.ts";
import { isVersion, servedVersion } from "../graph/versions.ts";
import type { Simulation } from "../simulation.ts";
import { checkApp } from "../tokens/app-access.ts";
import { authenticate, checkProof, isDataAccessOver } from "../tokens/authenticate.ts";
import { tokenEndpoint } from "../login/endpoints.ts";
import type { Answer } from "../graph/answer.ts";
import type { Call } from "../graph/node.ts";
import type { Json } from "../graph/node.ts";
import type { UsageSubject } from "../quota/usage-subject.ts";
import { searchHashtag } from "../edges/hashtag-edges.ts";
import { chargeCall } from "./charge.ts";
import { nodeFactory } from "./node-factory.ts";
import { readObject, readObjects } from "./read-object.ts";
import { refusal, success } from "../graph/respond.ts";

/** A call as it came in. */
export interface CallRequest {
  readonly host: Host;
  readonly method: string;
  /** Segments of the path without host, with the version if there is one. */
  readonly segments: readonly string[];
  readonly parameters: ReadonlyMap<string, string>;
  /** From the header or the parameters. */
  readonly token: string | undefined;
  /** From the header alone. */
  readonly bearer: string | undefined;
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

/** Parts a path into version and the rest. */
export function splitVersion(
  segments: readonly string[],
): [version: string | undefined, path: readonly string[]] {
  const [first] = segments;
  return first !== undefined && isVersion(first) ? [first, segments.slice(1)] : [undefined, segments];
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
  if (first === "ig_hashtag_search" && second === undefined && call.host === "facebook") {
    chargeCall(call, { kind: "app" });
    return searchHashtag(call);
  }
  return readObject(first, second, call);
}

/** A version that never existed is refused before the token is looked at. */
export function unknownVersion(
  { host, method }: CallRequest,
  path: readonly string[],
  simulation: Simulation,
): Error {
  const { unknownVersionOnInstagramHost } = simulation.behaviour;
  return host === "instagram" && unknownVersionOnInstagramHost === "unsupported"
    ? unsupportedRequest(method)
    : unknownPath(`/${path.join("/")}`);
}

function refuseMethod(call: Pick<Call, "host" | "method" | "path">): never {
  if (call.host === "instagram") throw unsupportedRequest(call.method);
  throw noSuchObject(call.path[0] ?? "", call.method.toLowerCase());
}

/** Answers one call: a whole request, or an item of a batch. */
export function execute(request: CallRequest, simulation: Simulation): Answer {
  const { host, method, token, base } = request;
  const { behaviour, world, book } = simulation;
  const nowMs = simulation.now();
  const [askedVersion, path] = splitVersion(request.segments);
  const served = servedVersion(askedVersion ?? behaviour.defaultVersion, nowMs);
  const charged: UsageSubject[] = [];
  const answered = { simulation, host, servedVersion: served ?? behaviour.defaultVersion, charged, nowMs };
  try {
    if (served === undefined) throw unknownVersion(request, path, simulation);
    const { parameters: given } = request;
    const atEndpoint = tokenEndpoint({ host, path, parameters: given, token, simulation, nowMs });
    if (atEndpoint !== undefined) return success(answered, atEndpoint);
    if (token === undefined || token === "") throw noActiveToken();
    const grant = authenticate(token, { host, nowMs, calendar: world.calendar, book });
    checkApp(behaviour.appAccess);
    if (path.join("/") !== "me" && isDataAccessOver(grant, nowMs)) throw permissionDenied();
    if (grant.accountId !== undefined && world.account(grant.accountId)?.accountType === "PERSONAL") {
      throw unsupportedRequest(method);
    }
    const parameters = new Map(given);
    const proof = parameters.get("appsecret_proof");
    parameters.delete("access_token");
    parameters.delete("appsecret_proof");
    if (host === "facebook") {
      // The secret of another app proves nothing here.
      const secret = grant.isOfOtherApp ? "" : book.tokens.appSecret;
      checkProof(grant.token, proof, secret, behaviour.requireAppsecretProof);
    }
    if (method !== "GET") refuseMethod({ host, method, path });
    const call: Call = {
      simulation,
      host,
      servedVersion: served,
      charged,
      nowMs,
      method,
      askedVersion,
      path,
      parameters,
      token: grant.token,
      grant,
      base,
      nodes: nodeFactory(host, world.businessId),
      weight: { values: 0 },
    };
    if (simulation.load.isTooMuch(behaviour, nowMs)) throw tooMuchData();
    const json = read(call);
    simulation.load.add(call.weight.values, nowMs);
    return success(answered, json);
  } catch (thrown) {
    return refusal(answered, thrown);
  }
}
