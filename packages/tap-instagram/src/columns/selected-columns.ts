import type { JsonSchema } from "@tap-instagram/singer";

/**
 * The selected columns by name, and inside of each its selected properties; those of a list are those of its items. A
 * column without properties is `{}`.
 *
 * @example `{ id: {}, caption: {}, children: { id: {}, media_url: {} } }`
 */
export interface SelectedColumns {
  readonly [name: string]: SelectedColumns;
}

/**
 * The columns that a schema has.
 *
 * @example
 * ```ts
 * import { columnsIn } from "tap-instagram/engine";
 *
 * columnsIn({ properties: { id: {}, owner: { properties: { id: {} } } } }); // { id: {}, owner: { id: {} } }
 * ```
 */
export function columnsIn({ properties, items }: JsonSchema): SelectedColumns {
  if (properties === undefined) return items === undefined ? {} : columnsIn(items);
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, columnsIn(schema)]));
}

/** Whether a column is selected. */
export function isSelected(selected: SelectedColumns, name: string): boolean {
  return Object.hasOwn(selected, name);
}

/** The selected properties of a column; none where the column is not selected. */
export function selectedInside(selected: SelectedColumns, name: string): SelectedColumns {
  return (isSelected(selected, name) ? selected[name] : undefined) ?? {};
}
