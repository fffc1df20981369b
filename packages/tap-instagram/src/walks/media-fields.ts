import type { SyncContext } from "../sync/stream.ts";

const childPrefix = "children.";
const insightPrefix = "insights.";

/** The fields of an album's children, as a walk's fields name them: `children.media_url`. */
export function childField(name: string): string {
  return childPrefix + name;
}

/** A metric that may come along with the media, as a walk's fields name it: `insights.reach`. */
export function insightField(metric: string): string {
  return insightPrefix + metric;
}

/** Sorts a walk's fields into those of the media, those of its children, and metrics. */
export function sortedFields(fields: readonly string[]): {
  fields: string[];
  childFields: string[];
  insightMetrics: string[];
} {
  const after = (prefix: string) =>
    fields.filter((field) => field.startsWith(prefix)).map((field) => field.slice(prefix.length));
  return {
    fields: fields.filter((field) => !field.includes(".")),
    childFields: after(childPrefix),
    insightMetrics: after(insightPrefix),
  };
}

/** Says once that the API refuses fields, and that their columns stay empty. */
export function noteDroppedFields(context: SyncContext, edge: string): (names: readonly string[]) => void {
  return (names) =>
    context.warnOnce(
      `The API refuses these fields of ${edge}, so that their columns are empty: ${names.join(", ")}`,
    );
}
