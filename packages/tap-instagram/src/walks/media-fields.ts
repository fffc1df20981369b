import type { SyncContext } from "../stream.ts";

const childPrefix = "children.";

/** The fields of an album's children, as a walk's fields name them: `children.media_url`. */
export function childField(name: string): string {
  return childPrefix + name;
}

/** Sorts a walk's fields into those of the media and those of its children. */
export function fieldsAndChildFields(fields: readonly string[]): { fields: string[]; childFields: string[] } {
  return {
    fields: fields.filter((field) => !field.startsWith(childPrefix)),
    childFields: fields
      .filter((field) => field.startsWith(childPrefix))
      .map((field) => field.slice(childPrefix.length)),
  };
}

/** Says once that the API refuses fields, and that their columns stay empty. */
export function noteDroppedFields(context: SyncContext, edge: string): (names: readonly string[]) => void {
  return (names) =>
    context.warnOnce(
      `The API refuses these fields of ${edge}, so that their columns are empty: ${names.join(", ")}`,
    );
}
