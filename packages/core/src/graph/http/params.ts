/**
 * A field that is asked for with more than its name: `replies.limit(50){id,text}`.
 * https://developers.facebook.com/docs/graph-api/guides/field-expansion
 */
export interface ExpandedField {
  name: string;
  /** Nodes of the edge. */
  limit?: number | undefined;
  /** Metrics, of `insights`. */
  metrics?: readonly string[] | undefined;
  /** Fields of its nodes. */
  fields?: Fields | undefined;
}

/** Fields to read of a node. */
export type Fields = readonly (string | ExpandedField)[];

/** Query parameters. `undefined` leaves a parameter out; a list is joined with commas. */
export interface Params {
  fields?: string | Fields | undefined;
  metric?: string | readonly string[] | undefined;
  [name: string]: string | number | boolean | Fields | undefined;
}

/** Parameters as they go over the wire. */
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

function encodeExpanded({ name, limit, metrics, fields }: ExpandedField): string {
  const ofLimit = limit === undefined ? "" : `.limit(${limit})`;
  const ofMetrics = metrics === undefined ? "" : `.metric(${metrics.join(",")})`;
  return `${name}${ofLimit}${ofMetrics}${fields === undefined ? "" : `{${encodeFields(fields)}}`}`;
}

/** The metrics that parameters ask for, within the fields too, to understand a refusal that names one by its position. */
export function metricsOf({ metric, fields }: Params): readonly string[] {
  if (metric !== undefined) return typeof metric === "string" ? metric.split(",") : metric;
  if (typeof fields !== "object") return [];
  return fields.flatMap((field) => (typeof field === "string" ? [] : (field.metrics ?? [])));
}
