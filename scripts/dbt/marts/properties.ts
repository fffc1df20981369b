import type { StreamDeclaration } from "@tap-instagram/singer";
import { columnText } from "../column-text.ts";
import { sourceRelation } from "../staging.ts";
import { accountDay, audience } from "./accounts.ts";
import { completeness } from "./completeness.ts";
import type { Mart } from "./mart.ts";
import { postDay, posts, stories } from "./posts.ts";

const marts: readonly Mart[] = [posts, accountDay, postDay, audience, stories, completeness];

/** The texts and tests of the marts, with the texts of the streams' columns. */
export function martProperties(streams: readonly StreamDeclaration[]): object {
  const textOf: TextOf = ([stream, column]) => columnText(streams, stream, column);
  return { version: 2, models: marts.map((mart) => properties(mart, textOf)) };
}

type TextOf = (from: readonly [stream: string, column: string]) => string;

function properties(mart: Mart, textOf: TextOf): object {
  const {
    name,
    description,
    grain,
    columns,
    counts,
    nullable = [],
    required = [],
    values = {},
    belongsTo = [],
  } = mart;
  const isRequired = (column: string) =>
    required.includes(column) || (grain.includes(column) && !nullable.includes(column));
  return {
    name,
    description: `${description}.`,
    data_tests: [
      { "instagram.one_row_per": { arguments: { columns: ["source_relation", ...grain] } } },
      { "instagram.not_negative": { arguments: { columns: counts } } },
      ...belongsTo.map(({ column, model, field }) => ({
        "instagram.belongs_to": { arguments: { column, to: `ref('${model}')`, field } },
      })),
    ],
    columns: [
      { name: "source_relation", description: sourceRelation, data_tests: ["not_null"] },
      ...columns.map(([column, from]) => ({
        name: column,
        description: typeof from === "string" ? from : textOf(from),
        data_tests: [
          ...(isRequired(column) ? ["not_null"] : []),
          // New words come without notice.
          ...(values[column]
            ? [{ accepted_values: { arguments: { values: values[column] }, config: { severity: "warn" } } }]
            : []),
        ],
      })),
    ],
  };
}
