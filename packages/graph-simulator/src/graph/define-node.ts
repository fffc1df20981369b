import type { Edge, FieldReader, GraphNode } from "./node.ts";
import type { UsageSubject } from "../quota/usage-subject.ts";

/** Fields and edges of a kind of node, by name. */
export interface NodeTable<Subject> {
  readonly template: string;
  readonly typeName: string | undefined;
  readonly defaultFields: readonly string[];
  readonly fields: Readonly<Record<string, (subject: Subject, ...rest: Parameters<FieldReader>) => unknown>>;
  readonly edges: Readonly<Record<string, (subject: Subject) => Edge>>;
}

/** A node of a subject, as its table says. */
export function defineNode<Subject>(
  table: NodeTable<Subject>,
  subject: Subject,
  id: string,
  usage: UsageSubject,
): GraphNode {
  return {
    id,
    template: table.template,
    typeName: table.typeName,
    defaultFields: table.defaultFields,
    usage,
    field: (name) => {
      const read = Object.hasOwn(table.fields, name) ? table.fields[name] : undefined;
      return read === undefined ? undefined : (field, call, nested) => read(subject, field, call, nested);
    },
    edge: (name) => (Object.hasOwn(table.edges, name) ? table.edges[name]?.(subject) : undefined),
  };
}
