import { invalidParameter, nonexistingField, unsupportedRequest } from "../errors/refusals.ts";
import { parseFields, type Field } from "../fields/parse-fields.ts";
import { chargeCall } from "./charge.ts";
import type { Call } from "../graph/node.ts";
import type { EdgeRequest, GraphNode, Json } from "../graph/node.ts";
import type { UsageSubject } from "../quota/usage-subject.ts";
import { renderNode } from "../graph/render-node.ts";
import { resolveNode } from "./resolve-node.ts";

function fieldsOf(call: Call): readonly Field[] | undefined {
  const text = call.parameters.get("fields");
  return text === undefined || text === "" ? undefined : parseFields(text);
}

/** Business discovery and hashtags are paid by the app, everything else by the object. */
function payer(
  node: GraphNode,
  fields: readonly Field[] | undefined,
  edgeName: string | undefined,
): UsageSubject {
  const isOfApp =
    edgeName === "recently_searched_hashtags" || fields?.some(({ name }) => name === "business_discovery");
  return isOfApp === true ? { kind: "app" } : node.usage;
}

/** Parameters of an edge, without those that say how the answer is to be shown. */
function edgeParameters(call: Call): ReadonlyMap<string, string> {
  return new Map([...call.parameters].filter(([name]) => name !== "fields" && name !== "ids"));
}

function chargedNode(
  id: string,
  call: Call,
  fields: readonly Field[] | undefined,
  edgeName: string | undefined,
): GraphNode {
  let node: GraphNode;
  try {
    node = resolveNode(id, call);
  } catch (refusal) {
    const owner = call.simulation.world.media(id, call.nowMs)?.account.id;
    chargeCall(call, owner === undefined ? { kind: "app" } : { kind: "instagram", id: owner });
    throw refusal;
  }
  chargeCall(call, payer(node, fields, edgeName));
  return node;
}

/** `GET /{id}` or `GET /{id}/{edge}`. */
export function readObject(id: string, edgeName: string | undefined, call: Call): Json {
  const fields = fieldsOf(call);
  const node = chargedNode(id, call, fields, edgeName);
  if (edgeName === undefined) {
    const json = renderNode(node, fields, call, false);
    const isWrapped = node.template === "me" && call.host === "instagram";
    return isWrapped && call.simulation.behaviour.meShape === "wrapped" ? { data: [json] } : json;
  }
  const edge = node.edge(edgeName);
  if (edge === undefined) {
    throw call.host === "instagram"
      ? unsupportedRequest(call.method)
      : nonexistingField(edgeName, node.typeName);
  }
  const fieldsText = call.parameters.get("fields");
  const request: EdgeRequest = {
    call,
    parameters: edgeParameters(call),
    fields,
    fieldsText,
    nested: false,
  };
  return edge(request) ?? { data: [] };
}

/** `GET /?ids=1,2` or `GET /{edge}?ids=1,2`: every id is a call, and one bad one fails them all. */
export function readObjects(edgeName: string | undefined, call: Call): Json {
  const { idsMaximum, idsPartialResults } = call.simulation.behaviour;
  const ids = (call.parameters.get("ids") ?? "").split(",").filter((id) => id !== "");
  if (ids.length === 0) throw invalidParameter("The parameter ids is required");
  if (ids.length > idsMaximum) {
    throw invalidParameter(`Too many IDs. Maximum: ${idsMaximum}. Provided: ${ids.length}.`);
  }
  const json: Json = {};
  for (const id of ids) {
    try {
      json[id] = readObject(id, edgeName, call);
    } catch (refusal) {
      if (idsPartialResults === "fail") throw refusal;
    }
  }
  return json;
}
