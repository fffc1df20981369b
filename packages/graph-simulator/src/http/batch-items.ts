import { GraphError } from "../errors/graph-error.ts";
import { invalidParameter } from "../errors/refusals.ts";
import { splitVersion, type CallRequest } from "../api/execute.ts";
import { segmentsOf } from "./read-request.ts";

interface Item {
  readonly method: string;
  readonly relativeUrl: string;
  readonly body: string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function readItems(text: string, limit: number): readonly Item[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalidParameter("batch parameter must be a JSON array");
  }
  if (!Array.isArray(parsed) || !parsed.every(isObject)) {
    throw invalidParameter("batch parameter must be a JSON array");
  }
  if (parsed.length > limit) {
    throw new GraphError({
      status: 400,
      message: `Too many requests in batch message. Maximum batch size is ${limit}`,
      type: "GraphBatchException",
      code: -3,
    });
  }
  return parsed.map((item) => ({
    method: (textOf(item["method"]) || "GET").toUpperCase(),
    relativeUrl: textOf(item["relative_url"]),
    body: textOf(item["body"]),
  }));
}

/** The request of an item; what the item does not say comes from the batch. */
function itemRequest(item: Item, batch: CallRequest): CallRequest {
  const [path = "", query = ""] = item.relativeUrl.replace(/^\/+/, "").split(/\?(.*)/s);
  const own = segmentsOf(path);
  const [ownVersion] = splitVersion(own);
  const [batchVersion] = splitVersion(batch.segments);
  const parameters = new Map([...new URLSearchParams(query), ...new URLSearchParams(item.body)]);
  const token = parameters.get("access_token");
  const proof = batch.parameters.get("appsecret_proof");
  if (token === undefined && proof !== undefined && !parameters.has("appsecret_proof")) {
    parameters.set("appsecret_proof", proof);
  }
  return {
    host: batch.host,
    method: item.method,
    segments: ownVersion === undefined && batchVersion !== undefined ? [batchVersion, ...own] : own,
    parameters,
    token: token ?? batch.token,
    bearer: batch.bearer,
    base: batch.base,
  };
}

/** The requests of a batch, in its order; throws where the list cannot be read or is too long. */
export function readBatch(batch: CallRequest, limit: number): readonly CallRequest[] {
  return readItems(batch.parameters.get("batch") ?? "", limit).map((item) => itemRequest(item, batch));
}
