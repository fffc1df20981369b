import type { Failure } from "tap-instagram/engine";
import type { FailureType, StatusReason, TraceError } from "../messages/messages.ts";
import { failureTypeOf } from "../session/failure-type.ts";

const order: readonly FailureType[] = ["config_error", "transient_error", "system_error"];

/** One error for each thing to do about a stream: many accounts often fail alike. */
export function streamErrors(name: string, failures: readonly Failure[]): TraceError[] {
  return order.flatMap((type) => {
    const alike = failures.filter((failure) => failureTypeOf(failure) === type);
    const [first] = alike;
    if (first === undefined) return [];
    const more = alike.length === 1 ? "" : ` (and ${alike.length - 1} more like it, see the log)`;
    const whose = first.account === "" ? "" : `${first.account}: `;
    const error: TraceError = {
      message: `${whose}${name} is not complete. ${first.message}${more}`,
      internal_message: first.reason,
      failure_type: type,
      stream_descriptor: { name },
    };
    return [error];
  });
}

/** Why a stream is not complete, as far as the platform has a word for it. */
export function statusReasons(failures: readonly Failure[]): StatusReason[] | undefined {
  const quota = failures.filter(({ kind }) => kind === "quota");
  if (quota.length === 0) return undefined;
  const resets = quota.flatMap(({ retryAtMs }) => retryAtMs ?? []);
  return [rateLimited(resets.length === 0 ? undefined : Math.max(...resets))];
}

/** The quota is used up until then, in milliseconds since the epoch. */
export function rateLimited(resetMs: number | undefined): StatusReason {
  return {
    type: "RATE_LIMITED",
    rate_limited: resetMs === undefined ? undefined : { quota_reset: Math.round(resetMs) },
  };
}
