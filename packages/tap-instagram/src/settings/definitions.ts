import { accessSettings } from "./definitions/access.ts";
import { extrasSettings } from "./definitions/extras.ts";
import { paceSettings } from "./definitions/pace.ts";
import { scopeSettings } from "./definitions/scope.ts";
import type { TapSettings } from "./settings.ts";

/** Every setting of the tap: the one list that `--about`, the documentation and the validation are made from. */
export const settings: TapSettings = {
  ...accessSettings,
  ...scopeSettings,
  ...extrasSettings,
  ...paceSettings,
};
