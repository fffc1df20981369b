/** The lists of words that the SDK has beside the fields of a class. */
export const enumNames = ["Metric", "Breakdown", "Period", "MetricType", "Timeframe"] as const;

/** One of these lists. */
export type EnumName = (typeof enumNames)[number];

/** Which part of a class a name belongs to. A parameter is one of an edge. */
export type Part = "Field" | EnumName | "edge" | "parameter";

/** A name, and where it stands in the SDK. */
export interface SdkName {
  class: string;
  part: Part;
  /** Of which edge it is a parameter. */
  edge?: string | undefined;
  name: string;
}

const words: Record<Part, string> = {
  Field: "field",
  Metric: "metric",
  Breakdown: "breakdown",
  Period: "period",
  MetricType: "metric type",
  Timeframe: "timeframe",
  edge: "edge",
  parameter: "parameter",
};

/** `field audio_id`, `parameter since of the edge media` */
export function wordFor({ part, name, edge }: SdkName): string {
  return edge === undefined ? `${words[part]} ${name}` : `${words[part]} ${name} of the edge ${edge}`;
}

/** Whether two names are one. */
export function isSame(one: SdkName, other: SdkName): boolean {
  return (
    one.class === other.class && one.part === other.part && one.edge === other.edge && one.name === other.name
  );
}
