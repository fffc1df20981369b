import type { GraphError } from "../../graph/errors/errors.ts";
import type { AnswerHandlers } from "./answer-handlers.ts";
import type { InsightRequest } from "./insight-request.ts";
import { likenessOf, type Refusal } from "./refusals.ts";

/** This many similar requests can fail, each for its own object or day, when others are answered. */
const fewAlone = 2;

/** And this part of them, when there are many. */
const partAlone = 0.1;

/** Collects requests without an answer: only all of them show whether one failed alone. */
export class Failures<Request extends InsightRequest> {
  readonly #handlers: Pick<AnswerHandlers<Request>, "onFailed">;
  readonly #refusals: Refusal<Request>[] = [];
  readonly #answered = new Map<string, number>();

  constructor(handlers: Pick<AnswerHandlers<Request>, "onFailed">) {
    this.#handlers = handlers;
  }

  add(request: Request, error: GraphError): void {
    this.#refusals.push({ request, error });
  }

  answered(request: Request): void {
    const likeness = likenessOf(request);
    this.#answered.set(likeness, (this.#answered.get(likeness) ?? 0) + 1);
  }

  /** Tells the handler of every failure. */
  tell(): void {
    const failed = new Map<string, number>();
    for (const { request } of this.#refusals) {
      const likeness = likenessOf(request);
      failed.set(likeness, (failed.get(likeness) ?? 0) + 1);
    }
    for (const { request, error } of this.#refusals) {
      const likeness = likenessOf(request);
      const answered = this.#answered.get(likeness) ?? 0;
      const few = Math.max(fewAlone, answered * partAlone);
      const isAlone = answered > 0 && (failed.get(likeness) ?? 0) <= few;
      this.#handlers.onFailed(request, error, isAlone);
    }
  }
}
