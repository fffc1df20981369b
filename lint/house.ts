import type { Plugin } from "@oxlint/plugins";
import { absent } from "./rules/absent.ts";
import { declaredImports } from "./rules/declared-imports.ts";
import { errorName } from "./rules/error-name.ts";
import { roomOrder } from "./rules/room-order.ts";
import { roomSize } from "./rules/room-size.ts";
import { spreadOfAbsent } from "./rules/spread-of-absent.ts";
import { throwsName } from "./rules/throws-name.ts";

/** The rules of this repository that oxlint does not bring along. */
export const plugin: Plugin = {
  meta: { name: "house" },
  rules: {
    absent,
    "declared-imports": declaredImports,
    "error-name": errorName,
    "room-order": roomOrder,
    "room-size": roomSize,
    "spread-of-absent": spreadOfAbsent,
    "throws-name": throwsName,
  },
};
