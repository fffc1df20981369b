import type { ESTree, Rule } from "@oxlint/plugins";

/** `{ ...(limit === undefined ? {} : { limit }) }` is `{ limit }`, where `limit?: T | undefined`. */
export const spreadOfAbsent: Rule = {
  create(context) {
    return {
      SpreadElement(node) {
        const { argument, parent } = node;
        if (parent.type !== "ObjectExpression" || argument.type !== "ConditionalExpression") return;
        const { test, consequent, alternate } = argument;
        if (!comparesWithUndefined(test) || (!isEmpty(consequent) && !isEmpty(alternate))) return;
        context.report({
          node,
          message: "Pass the value along as it is, and type it `name?: T | undefined`",
        });
      },
    };
  },
};

function comparesWithUndefined(test: ESTree.Expression): boolean {
  if (test.type !== "BinaryExpression" || !["===", "!=="].includes(test.operator)) return false;
  return [test.left, test.right].some((side) => side.type === "Identifier" && side.name === "undefined");
}

function isEmpty(node: ESTree.Expression): boolean {
  return node.type === "ObjectExpression" && node.properties.length === 0;
}
