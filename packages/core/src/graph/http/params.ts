/**
 * A field with options: `replies.limit(50){id,text}`.
 * https://developers.facebook.com/docs/graph-api/guides/field-expansion
 */
export interface ExpandedField {
  name: string;
  /** For a field that leads to an object of somebody else: what it is found by, such as `media_id`. */
  by?: { readonly parameter: string; readonly value: string } | undefined;
  /** The most nodes of the edge. */
  limit?: number | undefined;
  /** For `insights`. */
  metrics?: readonly string[] | undefined;
  /** The fields of its nodes. */
  fields?: Fields | undefined;
}

/** Fields to read of a node. */
export type Fields = readonly (string | ExpandedField)[];

/** Query parameters. `undefined` leaves a parameter out. The wire joins a list with commas. */
export interface Params {
  fields?: string | Fields | undefined;
  metric?: string | readonly string[] | undefined;
  [name: string]: string | number | boolean | Fields | undefined;
}

/** The parameters as the wire has them. */
export function encodeParams(params: Params): URLSearchParams {
  const encoded = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    encoded.set(name, typeof value === "object" ? encodeFields(value) : String(value));
  }
  return encoded;
}

function encodeFields(list: Fields): string {
  return list.map((item) => (typeof item === "string" ? item : encodeExpanded(item))).join(",");
}

function encodeExpanded({ name, by, limit, metrics, fields }: ExpandedField): string {
  const ofObject = by === undefined ? "" : `.${by.parameter}(${by.value})`;
  const ofLimit = limit === undefined ? "" : `.limit(${limit})`;
  const ofMetrics = metrics === undefined ? "" : `.metric(${metrics.join(",")})`;
  return `${name}${ofObject}${ofLimit}${ofMetrics}${fields === undefined ? "" : `{${encodeFields(fields)}}`}`;
}

/** The field that leads to an object of somebody else, where a request is about that alone. */
export function wayToObject({ fields }: Params): string | undefined {
  if (typeof fields !== "object" || fields.length !== 1) return undefined;
  const [field] = fields;
  return typeof field === "object" && field.by !== undefined ? field.name : undefined;
}

/** The metrics of a request, also those inside its fields: a refusal can name one by its position. */
export function metricsOf({ metric, fields }: Params): readonly string[] {
  if (metric !== undefined) return typeof metric === "string" ? metric.split(",") : metric;
  if (typeof fields !== "object") return [];
  return fields.flatMap((field) => (typeof field === "string" ? [] : (field.metrics ?? [])));
}
