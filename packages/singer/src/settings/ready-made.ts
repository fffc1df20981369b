import type { Problem } from "../errors.ts";
import type { Flattening } from "../catalog/flatten.ts";
import { boolean, integer, text, type Setting } from "./setting.ts";

/** Settings of the `schema-flattening` capability; spread them into a tap's own. */
export const flatteningSettings: {
  flattening_enabled: Setting<boolean>;
  flattening_max_depth: Setting<number | undefined>;
  flattening_separator: Setting<string>;
} = {
  flattening_enabled: boolean({
    title: "Flatten nested objects",
    description: "Turns nested objects into columns of their own, `owner.id` into `owner__id`.",
    default: false,
  }),
  flattening_max_depth: integer({
    title: "Flattening depth",
    description:
      "How many levels of nesting become columns; what lies deeper becomes JSON text. " +
      "Required when flattening is enabled; 0 flattens nothing.",
    minimum: 0,
    maximum: 100,
  }),
  flattening_separator: text({
    title: "Flattening separator",
    description: "What stands between the names of parent and child in a flattened column.",
    default: "__",
  }),
};

/** The setting of the `activate-version` capability; spread it into a tap's own. */
export const activateVersionSettings: { emit_activate_version_messages: Setting<boolean> } = {
  emit_activate_version_messages: boolean({
    title: "Emit ACTIVATE_VERSION",
    description:
      "After a full load that is complete, tells the target to delete the records that are no longer there.",
    default: false,
  }),
};

type Values = { readonly [name: string]: unknown };

/** The flattening that settings ask for; undefined when it is off. */
export function flatteningOf(settings: Values): Flattening | undefined {
  const {
    flattening_enabled: isEnabled,
    flattening_max_depth: maxDepth,
    flattening_separator: separator,
  } = settings;
  if (isEnabled !== true || typeof maxDepth !== "number") return undefined;
  return { maxDepth, separator: typeof separator === "string" ? separator : "__" };
}

/** What is wrong with the flattening settings together. */
export function checkFlattening(settings: Values): Problem[] {
  if (settings.flattening_enabled !== true || settings.flattening_max_depth !== undefined) return [];
  return [
    { place: "flattening_max_depth", message: "not set, but it is required when flattening_enabled is true" },
  ];
}
