import * as v from "valibot";

/** The body of a refusal. https://developers.facebook.com/docs/graph-api/guides/error-handling */
export interface ErrorBody {
  message?: string | undefined;
  type?: string | undefined;
  code?: number | undefined;
  error_subcode?: number | undefined;
  is_transient?: boolean | undefined;
  error_user_title?: string | undefined;
  error_user_msg?: string | undefined;
  fbtrace_id?: string | undefined;
  /** True for a refusal in the form of a login's server, not of the Graph API. */
  isOfLogin?: true | undefined;
}

/** A node as the API sends it: its id, and those of the requested fields that it has. */
export type GraphNode = { [field: string]: unknown };

/** One page of an edge. https://developers.facebook.com/docs/graph-api/results */
export interface EdgePage {
  data: GraphNode[];
  /** Entries that are not nodes, such as `null`. */
  unreadable: number;
  /** A `next` that is there says that more follows, whatever it is. */
  paging?: { cursors?: { after?: string | undefined } | undefined; next?: unknown } | undefined;
}

/** One answer inside a batch. https://developers.facebook.com/docs/graph-api/batch-requests */
export interface BatchItem {
  code: number;
  headers?: { name: string; value: string }[] | undefined;
  body?: string | undefined;
}

const wholeNumber = v.pipe(v.union([v.number(), v.pipe(v.string(), v.transform(Number))]), v.integer());

/** A field of a wrong type counts as absent, so the rest of the answer stays readable. */
export const lenient = <T>(schema: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, T | undefined> =>
  v.pipe(
    v.optional(v.unknown()),
    v.transform((value): T | undefined => {
      const result = v.safeParse(schema, value);
      return result.success ? result.output : undefined;
    }),
  );

/** `null` counts as absent. */
export const absentIfNull = <T>(
  schema: v.GenericSchema<unknown, T>,
): v.GenericSchema<unknown, T | undefined> =>
  v.pipe(
    v.nullish(schema),
    v.transform((value) => value ?? undefined),
  );

/** Whether there is a value: `null` counts as absent. */
export function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Whether an object has a value of one of these fields. `{"success":true}` has none of a post's. */
export function hasAnyOf(fields: readonly string[], object: GraphNode): boolean {
  return fields.some((name) => isPresent(object[name]));
}

const graphRefusal: v.GenericSchema<unknown, { error: ErrorBody }> = v.object({
  error: v.object({
    message: lenient(v.string()),
    type: lenient(v.string()),
    code: lenient(wholeNumber),
    error_subcode: lenient(wholeNumber),
    is_transient: lenient(v.boolean()),
    error_user_title: lenient(v.string()),
    error_user_msg: lenient(v.string()),
    fbtrace_id: lenient(v.string()),
  }),
});

/** Codes that a login's server takes from HTTP: they are none of the Graph API. */
const httpCodes: readonly [number, number] = [400, 599];

const flatBody = v.pipe(
  v.object({
    error_message: v.string(),
    error_type: lenient(v.string()),
    code: lenient(wholeNumber),
    error_subcode: lenient(wholeNumber),
  }),
  v.transform(({ error_message: message, error_type: type, code, error_subcode }): { error: ErrorBody } => {
    const isOfHttp = code !== undefined && code >= httpCodes[0] && code <= httpCodes[1];
    return { error: { message, type, code: isOfHttp ? undefined : code, error_subcode, isOfLogin: true } };
  }),
);

/** How the servers of a login refuse, such as api.instagram.com; an older form has it inside of `meta`. */
const loginRefusal = v.union([
  flatBody,
  v.pipe(
    v.object({ meta: flatBody }),
    v.transform(({ meta }) => meta),
  ),
]);

/** A refusal in the words of OAuth 2.0 (RFC 6749, section 5.2). */
const oauthRefusal = v.pipe(
  v.object({ error: v.string(), error_description: v.string() }),
  v.transform((body): { error: ErrorBody } => ({
    error: { type: body.error, message: body.error_description, isOfLogin: true },
  })),
);

/** An error in one text, as proxies and web frameworks write it. */
const textRefusal = v.pipe(
  v.object({ error: v.string(), message: lenient(v.string()) }),
  v.transform(({ error, message }): { error: ErrorBody } => ({
    error: { message: message === undefined ? error : `${error}: ${message}` },
  })),
);

const anyRefusal = v.union([graphRefusal, loginRefusal, oauthRefusal, textRefusal]);

/** A refusal of which only the words are left, as gateways write it. */
const bareMessage = v.pipe(
  v.object({ message: v.string() }),
  v.transform(({ message }): ErrorBody => ({ message: message === "" ? undefined : message })),
);

/**
 * Anything that says `error` is a refusal, whatever else is in it; so is a login's own form, and a `message` where the
 * status says that it failed, or where there is nothing else.
 */
export function refusalIn(body: unknown, status: number): ErrorBody | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  // Each item of a batch comes here, and nearly all are answers.
  if ("error" in body || "error_message" in body || "meta" in body) {
    const refusal = v.safeParse(anyRefusal, body);
    if (refusal.success) return refusal.output.error;
  }
  if (!("message" in body) || (status < 400 && Object.keys(body).length > 1)) return undefined;
  const bare = v.safeParse(bareMessage, body);
  return bare.success ? bare.output : undefined;
}

export const node: v.GenericSchema<unknown, GraphNode> = v.custom<GraphNode>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  "wanted an object",
);

/** A cursor, with or without quotes. */
const cursor = v.pipe(v.union([v.string(), v.number()]), v.transform(String));

export const edgePage: v.GenericSchema<unknown, EdgePage> = v.pipe(
  v.object({
    data: v.array(v.unknown()),
    paging: lenient(
      v.object({
        cursors: lenient(v.object({ after: absentIfNull(cursor) })),
        next: v.optional(v.unknown()),
      }),
    ),
  }),
  v.transform(({ data, paging }) => {
    const nodes = data.filter((entry): entry is GraphNode => v.is(node, entry));
    const next = paging?.next ?? undefined;
    return { data: nodes, unreadable: data.length - nodes.length, paging: paging && { ...paging, next } };
  }),
);

/** An item is `null` when the server gave up on it; an item without a code is a bare refusal. */
export const batchAnswer: v.GenericSchema<unknown, unknown[]> = v.array(v.unknown());

export const batchItem: v.GenericSchema<unknown, BatchItem> = v.object({
  code: v.number(),
  headers: lenient(v.array(v.object({ name: v.string(), value: v.string() }))),
  body: v.optional(v.string()),
});
