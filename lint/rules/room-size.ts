import { readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { Rule } from "@oxlint/plugins";
import { isTest } from "./source-file.ts";

const maxFiles = 12;

/** A folder with more than twelve source files wants rooms. */
export const roomSize: Rule = {
  create(context) {
    return {
      Program(node) {
        const folder = dirname(context.filename);
        const files = readdirSync(folder)
          .filter((name) => name.endsWith(".ts") && !isTest(name))
          .toSorted();
        if (files.indexOf(basename(context.filename)) < maxFiles) return;
        context.report({
          node,
          message: `${folder} has ${files.length} source files, and ${maxFiles} are the most: part it by subject`,
        });
      },
    };
  },
};
