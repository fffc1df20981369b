import type { DiagnosisContext } from "../context.ts";
import { settingsInvalid } from "../findings/api-findings.ts";
import { fine, found, type Look } from "../step-of.ts";

/** Settings that are wrong end the diagnosis: nothing is asked with them. */
export function lookAtSettings(problems: readonly string[], context: DiagnosisContext): Look {
  return problems.length === 0
    ? { steps: [fine("The settings are complete")] }
    : { steps: [found(settingsInvalid(problems, context), null)], ends: true };
}
