import type { UsageSubject } from "../quota/usage-subject.ts";
import type { Simulation } from "../simulation.ts";

/** What an answer was charged to, and when. */
interface Charged {
  readonly charged: readonly UsageSubject[];
  readonly nowMs: number;
}

function businessUsage(subjects: readonly UsageSubject[], simulation: Simulation, nowMs: number): string {
  const usage: Record<string, unknown[]> = {};
  for (const subject of subjects) {
    if (subject.kind === "app") continue;
    const { percent, regainMinutes } = simulation.quota.read(subject, nowMs);
    const entry = {
      type: subject.kind,
      call_count: percent,
      total_cputime: Math.floor(percent * 0.6),
      total_time: Math.floor(percent * 0.8),
      estimated_time_to_regain_access: regainMinutes,
    };
    usage[simulation.world.businessId] ??= [entry];
    usage[subject.id] = [entry];
  }
  return JSON.stringify(usage);
}

/**
 * The usage headers of an answer: one kind for one call. Calls on the app or a user get `x-app-usage`; calls on
 * an Instagram object or a Page get `x-business-use-case-usage` under the business id and the object's own.
 */
export function usageHeaders(call: Charged, simulation: Simulation): Record<string, string> {
  const { charged: subjects } = call;
  if (subjects.length === 0 || !simulation.behaviour.usageHeaders) return {};
  if (subjects.some((subject) => subject.kind !== "app")) {
    return { "x-business-use-case-usage": businessUsage(subjects, simulation, call.nowMs) };
  }
  const { percent } = simulation.quota.read({ kind: "app" }, call.nowMs);
  const usage = {
    call_count: percent,
    total_time: Math.floor(percent * 0.8),
    total_cputime: Math.floor(percent * 0.6),
  };
  return { "x-app-usage": JSON.stringify(usage) };
}
