import { applicationLimit, instagramLimit, pageLimit } from "../errors/limit-refusals.ts";
import type { Call } from "../graph/node.ts";
import type { UsageSubject } from "../quota/usage-subject.ts";

/** Counts the call and throws the limit error if the subject's budget was used up before it. */
export function chargeCall(call: Call, subject: UsageSubject): void {
  const { quota, behaviour } = call.simulation;
  const before = quota.read(subject, call.nowMs);
  quota.charge(subject, call.nowMs);
  call.charged.push(subject);
  if (before.regainMinutes === 0) return;
  if (subject.kind === "app") throw applicationLimit();
  throw subject.kind === "pages"
    ? pageLimit(behaviour.throttleStatus)
    : instagramLimit(behaviour.throttleStatus);
}
