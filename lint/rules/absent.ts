import type { ESTree, Rule } from "@oxlint/plugins";

/** A property that may be absent says `| undefined` too, so that a value is passed along as it is. */
export const absent: Rule = {
  create(context) {
    const check = (node: ESTree.TSPropertySignature | ESTree.PropertyDefinition): void => {
      const type = node.typeAnnotation?.typeAnnotation;
      if (!node.optional || (type !== undefined && allowsUndefined(type))) return;
      context.report({ node, message: "Write `name?: T | undefined`: absent and undefined are one" });
    };
    return { TSPropertySignature: check, PropertyDefinition: check };
  },
};

function allowsUndefined(type: ESTree.TSType): boolean {
  if (type.type === "TSUnionType") return type.types.some(allowsUndefined);
  return ["TSUndefinedKeyword", "TSUnknownKeyword", "TSNeverKeyword"].includes(type.type);
}
