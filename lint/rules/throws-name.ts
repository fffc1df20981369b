import type { Rule } from "@oxlint/plugins";

/** `@throws GraphError when …`: TypeScript has no use for braces around the name. */
export const throwsName: Rule = {
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (!comment.value.includes("@throws {")) continue;
          context.report({ loc: comment.loc, message: "Write `@throws Name`, without braces" });
        }
      },
    };
  },
};
