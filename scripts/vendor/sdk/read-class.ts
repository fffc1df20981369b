import { enumNames, type Part, type SdkName } from "../sdk-name.ts";
import { UnreadableSdkError } from "./unreadable-sdk-error.ts";

/**
 * The names of a class of Meta's Python SDK: fields, the enums we know of, edges that are read with GET, and their
 * parameters. The files are generated and all alike, so that they are read by line: one of them is not valid Python.
 *
 * @throws UnreadableSdkError
 */
export function readClass(source: string, name: string): SdkName[] {
  const names = membersOf(source, name).flatMap(({ header, body }) => {
    const [, nested] = /^class (\w+)\b/.exec(header) ?? [];
    if (nested !== undefined) return wordsOf(name, nested, body);
    return /^def get_\w+\(/.test(header) ? edgeOf(name, header, body.join("\n")) : [];
  });
  if (!names.some(({ part }) => part === "Field"))
    throw new UnreadableSdkError(`The class ${name} of the SDK has no fields in it`);
  return unique(names);
}

/** A nested class or a method: the line that opens it, and those below. */
interface Member {
  header: string;
  body: string[];
}

function membersOf(source: string, name: string): Member[] {
  const lines = source.split(/\r?\n/);
  const first = lines.findIndex((line) => new RegExp(String.raw`^class ${name}\b`).test(line));
  if (first === -1) throw new UnreadableSdkError(`The SDK's file for the class ${name} has no such class`);
  const members: Member[] = [];
  for (const line of lines.slice(first + 1)) {
    if (/^(?:class|def)\b/.test(line)) break;
    if (/^ {4}\S/.test(line)) members.push({ header: line.trim(), body: [] });
    else members.at(-1)?.body.push(line.trim());
  }
  return members;
}

function isPart(nested: string): nested is Part {
  return nested === "Field" || enumNames.some((known) => known === nested);
}

function wordsOf(name: string, part: string, body: readonly string[]): SdkName[] {
  if (!isPart(part)) return [];
  return body.flatMap((line) => {
    if (line === "" || line === "pass" || line.startsWith("#")) return [];
    const [, , word] = /^\w+ = (['"])([^'"]+)\1$/.exec(line) ?? [];
    if (word === undefined)
      throw new UnreadableSdkError(
        `${part} of ${name} holds a line that is not a name: ${JSON.stringify(line)}`,
      );
    return [{ class: name, part, name: word }];
  });
}

function edgeOf(name: string, header: string, body: string): SdkName[] {
  if (!body.includes("FacebookRequest(")) return [];
  const [, , method] = /method=(['"])(\w+)\1/.exec(body) ?? [];
  const [, , edge] = /endpoint=(['"])\/?([^'"]+)\1/.exec(body) ?? [];
  const [, parameters] = /param_types = \{([^}]*)\}/.exec(body) ?? [];
  if (method === undefined || edge === undefined || parameters === undefined)
    throw new UnreadableSdkError(`The method ${header} of ${name} names no endpoint, method or parameters`);
  if (method !== "GET") return [];
  return [
    { class: name, part: "edge", name: edge },
    ...[...parameters.matchAll(/(['"])(?<word>[^'"]+)\1\s*:/g)].map(({ groups }): SdkName => ({
      class: name,
      part: "parameter",
      edge,
      name: groups?.["word"] ?? "",
    })),
  ];
}

/** An edge may have two methods, one of them for background jobs. */
function unique(names: readonly SdkName[]): SdkName[] {
  return [...new Map(names.map((name) => [JSON.stringify(name), name])).values()];
}
