import { Document, isMap, isSeq, parseDocument, type YAMLMap } from "yaml";
import type { PluginDefinition } from "./plugin-definition.ts";

/** Long texts stay on one line, as the formatter of this repository leaves them. */
const format = { lineWidth: 0, flowCollectionPadding: false } as const;

/**
 * A plugin definition as YAML, with comments above it. Words that are no strings in YAML 1.1, which Meltano reads, are
 * quoted.
 */
export function definitionYaml(definition: PluginDefinition, comments: readonly string[]): string {
  const document = new Document(definition, { compat: "yaml-1.1", aliasDuplicateObjects: false });
  document.commentBefore = comments.map((line) => ` ${line}`).join("\n");
  return document.toString(format);
}

/** YAML in the style of Meltano Hub: keys in their order, lists not indented. */
export function hubYaml(content: PluginDefinition, comments: readonly string[]): string {
  const document = new Document(content, {
    compat: "yaml-1.1",
    aliasDuplicateObjects: false,
    sortMapEntries: true,
  });
  document.commentBefore = comments.map((line) => ` ${line}`).join("\n");
  return document.toString({ ...format, indentSeq: false });
}

/**
 * A meltano.yml in which an extractor selects other columns. Its comments stay.
 *
 * @throws Error when the project has no such extractor, or it has no list called `select`.
 */
export function replaceSelection(project: string, extractor: string, selection: readonly string[]): string {
  const document = parseDocument(project);
  const extractors = document.getIn(["plugins", "extractors"]);
  const found = isSeq(extractors)
    ? extractors.items.find((item): item is YAMLMap => isMap(item) && item.get("name") === extractor)
    : undefined;
  const list = found?.get("select");
  if (!isSeq(list)) throw new Error(`The project has no extractor ${extractor} with a list called select`);
  list.items = selection.map((rule) => document.createNode(rule));
  return document.toString(format);
}
