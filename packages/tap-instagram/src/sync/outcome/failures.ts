import type { Book, StreamLacks, StreamTotals } from "../../book/book.ts";
import { reasons, type Reason } from "../../book/reasons.ts";
import type { Failure } from "../sink.ts";

/** What is missing of a stream, and the accounts that are missing as a whole: the first of each reason. */
export function failuresOf(book: Book, stream: string): Failure[] {
  return [...failuresIn(book.totalsOfAccounts), ...failuresIn(book.totalsOf(stream))];
}

function failuresIn({ stream, lacks }: StreamTotals): Failure[] {
  const missing = lacks.filter(({ reason }) => reasons[reason].ending === "missing");
  return missing.flatMap((group) => failuresOfReason(stream, group));
}

/** One per account. */
function failuresOfReason(stream: string, { reason, details }: StreamLacks): Failure[] {
  const failures = new Map<string, Failure>();
  for (const { account, thing, refusal, atMs } of details) {
    const name = account?.name ?? thing.id ?? "";
    if (failures.has(name)) continue;
    failures.set(name, {
      stream: account ? stream : undefined,
      account: name,
      kind: kindOf(reason),
      reason,
      message: refusal?.message ?? reasons[reason].text,
      retryAtMs: refusal?.retryAfterMs === undefined ? undefined : atMs + refusal.retryAfterMs,
    });
  }
  return [...failures.values()];
}

function kindOf(reason: Reason): Failure["kind"] {
  if (reason === "quota") return "quota";
  return reasons[reason].help === "later" ? "passing" : "lasting";
}
