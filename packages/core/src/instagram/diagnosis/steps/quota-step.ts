import type { DiagnosisContext } from "../context.ts";
import { quotaExhausted, quotaHigh } from "../findings/quota-findings.ts";
import { fine, found, skipped, type Look } from "../step-of.ts";

const highPercent = 80;

/** How much of the quota is used, by the headers of the answers before. It asks nothing. */
export function lookAtQuota({ caller }: DiagnosisContext, isExhausted: boolean): Look {
  const { fullest, regainMs } = caller;
  if (isExhausted) return { steps: [skipped("The quota is used up: see the problem above")] };
  if (regainMs !== undefined) return { steps: [found(quotaExhausted(regainMs), null)] };
  if (fullest === undefined) return { steps: [skipped("No answer told how much of the quota is used")] };
  if (fullest.percent >= highPercent) return { steps: [found(quotaHigh(fullest), null)] };
  return { steps: [fine(`At most ${fullest.percent} % of the quota is used`)] };
}
