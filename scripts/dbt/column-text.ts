import type { StreamDeclaration } from "@tap-instagram/singer";

/** What a stream says of its column. Throws where there is no such column: what is generated would say less than it should. */
export function columnText(streams: readonly StreamDeclaration[], stream: string, column: string): string {
  const text = streams.find(({ name }) => name === stream)?.schema.properties[column]?.description;
  if (text === undefined)
    throw new Error(`The dbt package has ${stream}.${column}, which no stream declares`);
  return text;
}
