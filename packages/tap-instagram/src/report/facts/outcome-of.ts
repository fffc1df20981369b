import { QuotaExhaustedError } from "@tap-instagram/core";
import { CommandError, type RunEnd } from "@tap-instagram/singer";
import type { Book } from "../../book/book.ts";
import { verdictOf } from "../../book/verdict.ts";
import type { Outcome } from "./run-facts.ts";

/** How a run ended, in one word. */
export function outcomeOf({ exitCode, failure, stopped }: RunEnd, book: Book): Outcome {
  if (failure !== undefined) return outcomeOfFailure(failure);
  if (stopped !== undefined) return "stopped";
  const verdict = verdictOf(book);
  // Before the accounts are found, the book expects nothing that could be missing.
  return exitCode === 5 && verdict !== "quota" ? "cut" : verdict;
}

function outcomeOfFailure(failure: unknown): Outcome {
  if (!(failure instanceof CommandError)) return "failed";
  if (failure.exitCode === 3) return "not-permitted";
  if (failure.exitCode !== 5) return "failed";
  return failure.cause instanceof QuotaExhaustedError ? "quota" : "cut";
}

/** What a failure of the whole run advises. */
export function hintOf({ failure }: RunEnd): string | undefined {
  return failure instanceof CommandError ? failure.hint : undefined;
}
