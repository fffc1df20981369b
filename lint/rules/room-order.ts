import { dirname, resolve } from "node:path";
import type { ESTree, Rule } from "@oxlint/plugins";
import { rooms } from "../rooms.ts";
import { isTest } from "./source-file.ts";

/** A source file of a package. */
interface Place {
  /** The package's folder of sources. */
  readonly sources: string;
  /** Its path there. */
  readonly path: string;
  /** Where its room is in the package's list; undefined when it is in none. */
  readonly floor: number | undefined;
}

/** Imports between the rooms of a package run one way: to the same room, or to one earlier in its list. */
export const roomOrder: Rule = {
  create(context) {
    const from = placeOf(context.filename);
    if (from === undefined || isTest(context.filename)) return {};
    const check = (source: ESTree.Expression | null): void => {
      if (source?.type !== "Literal" || typeof source.value !== "string" || !source.value.startsWith("."))
        return;
      const to = placeOf(resolve(dirname(context.filename), source.value));
      if (to?.sources !== from.sources || to.floor === undefined || from.floor === undefined) return;
      if (to.floor <= from.floor) return;
      context.report({
        node: source,
        message: `${from.path} imports ${to.path}, which is above it: see lint/rooms.ts`,
      });
    };
    return {
      Program(node) {
        if (from.floor !== undefined) return;
        context.report({ node, message: `${from.path} is in a room that lint/rooms.ts does not name` });
      },
      ImportDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
    };
  },
};

function placeOf(file: string): Place | undefined {
  const path = file.replaceAll("\\", "/");
  for (const [sources, order] of Object.entries(rooms)) {
    const start = path.lastIndexOf(`/${sources}/`);
    if (start === -1) continue;
    const inside = path.slice(start + sources.length + 2);
    return { sources, path: inside, floor: floorOf(inside, order) };
  }
  return undefined;
}

/** The most exact entry counts: `streams/shared` before `streams`. Files beside the rooms are the top floor. */
function floorOf(path: string, order: readonly string[]): number | undefined {
  const fits = order
    .filter((room) => path === room || path.startsWith(`${room}/`))
    .toSorted((one, other) => other.length - one.length);
  if (fits[0] !== undefined) return order.indexOf(fits[0]);
  return path.includes("/") ? undefined : order.length;
}
