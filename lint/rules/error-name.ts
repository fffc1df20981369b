import type { Rule } from "@oxlint/plugins";

/** A class of failures says that it is one: `LineTooLongError`. */
export const errorName: Rule = {
  create(context) {
    return {
      ClassDeclaration({ id, superClass }) {
        if (superClass?.type !== "Identifier" || !superClass.name.endsWith("Error")) return;
        if (id === null || id.name.endsWith("Error")) return;
        context.report({
          node: id,
          message: `${id.name} extends ${superClass.name}: let its name end in Error`,
        });
      },
    };
  },
};
