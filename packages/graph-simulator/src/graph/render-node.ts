import { nonexistingField, tooMuchData } from "../errors/refusals.ts";
import type { Field } from "../fields/parse-fields.ts";
import type { Call } from "./node.ts";
import { NodeValue, type GraphNode, type Json } from "./node.ts";

/** A plain field without modifiers or braces. */
export function plainField(name: string): Field {
  return { name, modifiers: new Map(), fields: undefined, fieldsText: undefined };
}

function weigh(call: Call): void {
  call.weight.values += 1;
  const most = call.simulation.behaviour.pageWeightMaximum;
  if (most !== null && call.weight.values > most) throw tooMuchData();
}

function valueOf(node: GraphNode, field: Field, call: Call, nested: boolean): unknown {
  const read = node.field(field.name);
  if (read !== undefined) {
    const value = read(field, call, nested);
    return value instanceof NodeValue ? renderNode(value.node, field.fields, call, true) : value;
  }
  const edge = node.edge(field.name);
  if (edge === undefined) throw nonexistingField(field.name, node.typeName);
  const { modifiers: parameters, fields, fieldsText } = field;
  return edge({ call, parameters, fields, fieldsText, nested: true });
}

/** The asked fields of a node, in the asked order; what does not apply is left out and the id always there. */
export function renderNode(
  node: GraphNode,
  fields: readonly Field[] | undefined,
  call: Call,
  nested: boolean,
): Json {
  const json: Json = {};
  for (const field of fields ?? node.defaultFields.map(plainField)) {
    const value = valueOf(node, field, call, nested);
    if (value === undefined) continue;
    json[field.name] = value;
    weigh(call);
  }
  json["id"] ??= node.id;
  return json;
}
