import type { RecordMessage, SchemaMessage } from "@tap-instagram/singer";
import { type Columns } from "../columns/column.ts";
import { recordSchema } from "../columns/record-schema.ts";
import { storyInsights } from "../streams/stories/story-insights.ts";
import type { StoryNotice } from "./payload.ts";

/** The columns of the stream, by the names that the webhook still uses. It has no name for the others. */
const columnOf: { readonly [figure: string]: string } = {
  reach: "reach",
  replies: "replies",
  taps_forward: "navigation_tap_forward",
  taps_back: "navigation_tap_back",
  exits: "navigation_tap_exit",
};

const names: ReadonlySet<string> = new Set([
  "business_account_id",
  "id",
  "media_product_type",
  ...Object.values(columnOf),
]);

const columns: Columns = Object.fromEntries(
  Object.entries(storyInsights.columns).filter(([name]) => names.has(name)),
);

/**
 * The SCHEMA message. It has only the columns that a webhook fills: with the others, a target would replace by null what
 * a sync has read.
 */
export const schemaMessage: SchemaMessage = {
  type: "SCHEMA",
  stream: storyInsights.name,
  schema: recordSchema(columns, storyInsights.keyProperties),
  key_properties: [...storyInsights.keyProperties],
};

/** The RECORD message of a story. */
export function recordMessage(
  { account, story, sentMs, figures }: StoryNotice,
  nowMs: number,
): RecordMessage {
  const figured = Object.entries(columnOf).map(([figure, column]) => [column, countOf(figures[figure])]);
  return {
    type: "RECORD",
    stream: storyInsights.name,
    record: {
      business_account_id: account,
      id: story,
      media_product_type: "STORY",
      ...Object.fromEntries(figured),
    },
    time_extracted: new Date(sentMs ?? nowMs).toISOString(),
  };
}

/** The API sends -1 for a figure below five that it does not tell: that is not a number of taps. */
function countOf(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : null;
}
