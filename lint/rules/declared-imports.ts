import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ESTree, Rule } from "@oxlint/plugins";
import { isTest } from "./source-file.ts";

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>> | undefined;
}

/** Sources that are published import what their package.json has installed with them, and nothing else. */
export const declaredImports: Rule = {
  create(context) {
    if (isTest(context.filename) || context.filename.endsWith(".examples.ts")) return {};
    const { name, dependencies = {} } = manifestAbove(context.filename);
    const check = (source: ESTree.Expression | null): void => {
      if (source?.type !== "Literal" || typeof source.value !== "string") return;
      const wanted = packageOf(source.value);
      if (wanted === undefined || wanted === name || Object.hasOwn(dependencies, wanted)) return;
      context.report({
        node: source,
        message: `package.json does not name ${wanted} among its dependencies`,
      });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
    };
  },
};

function manifestAbove(file: string): Manifest {
  const folder = dirname(file);
  const path = join(folder, "package.json");
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8"));
  return folder === file ? { name: "" } : manifestAbove(folder);
}

/** The package of a specifier; undefined for files and for what the runtime brings. */
function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith(".") || specifier.startsWith("node:")) return undefined;
  const [first, second] = specifier.split("/");
  return specifier.startsWith("@") ? `${first}/${second}` : first;
}
