import { AdaptiveSize } from "../pacing/adaptive-size.ts";
import { BatchRefusedError, maxBatchSize, readBatch } from "./batch.ts";
import { chunk } from "./chunk.ts";
import { isNodeId } from "../http/path.ts";
import { wrongPath } from "../http/transport.ts";
import { readByIds } from "./multi-id.ts";
import { pathOf, type ManyRequest, type NodeOutcome } from "./node-request.ts";
import type { Sender } from "../sender.ts";

/** The most ids in one `ids=` request. */
const maxIds = 50;

/**
 * Answers many requests in few round trips. It tries batches first. When the host refuses them, it uses `ids=` and
 * single reads for the rest of its life.
 */
export class ManyReader {
  readonly #sender: Sender;
  readonly #notice: (text: string) => void;
  readonly #idsSize: AdaptiveSize = new AdaptiveSize(maxIds);
  /** Settles with the first batch, true unless it was aborted. Other batches wait for it. */
  #trial: Promise<boolean> | undefined;
  /** Whether an item of a batch was ever answered. Then a refusal concerns one batch, not all. */
  #hostTakesBatches = false;
  #hostRefusesBatches = false;

  constructor(sender: Sender, notice: (text: string) => void) {
    this.#sender = sender;
    this.#notice = notice;
  }

  /** One outcome per request, in the order of the requests. Rejects only when aborted. */
  async read(many: ManyRequest): Promise<NodeOutcome[]> {
    // An id from an answer could bend the path that it becomes a part of.
    const askable = many.requests.filter(({ id }) => isNodeId(id));
    const outcomes = await this.#readAll({ ...many, requests: askable });
    if (askable.length === many.requests.length) return outcomes;
    const answered = new Map(askable.map((request, position) => [request, outcomes[position]]));
    return many.requests.map(
      (request) =>
        answered.get(request) ?? { ok: false, error: wrongPath({ method: "GET", ...pathOf(request) }) },
    );
  }

  async #readAll(many: ManyRequest): Promise<NodeOutcome[]> {
    const [first, ...others] = chunk(many.requests, many.areAnonymous ? 1 : maxBatchSize);
    if (!first) return [];
    // An aborted trial shows nothing: the next caller starts a new one.
    while (this.#trial) if (await this.#trial) return this.#readChunks([first, ...others], many);
    const trial = this.#tryBatch({ ...many, requests: first });
    this.#trial = trial.then(
      () => true,
      () => {
        this.#trial = undefined;
        return false;
      },
    );
    const outcomes = (await trial) ?? (await this.#readByIds({ ...many, requests: first }));
    return [...outcomes, ...(await this.#readChunks(others, many))];
  }

  async #readChunks(chunks: readonly (typeof many.requests)[], many: ManyRequest): Promise<NodeOutcome[]> {
    if (this.#hostRefusesBatches) return this.#readByIds({ ...many, requests: chunks.flat() });
    const outcomes = await Promise.all(
      chunks.map(async (requests) => {
        const part = { ...many, requests };
        return (await this.#tryBatch(part)) ?? this.#readByIds(part);
      }),
    );
    return outcomes.flat();
  }

  /** `undefined` when the host takes no batches, or not this one. */
  async #tryBatch(many: ManyRequest): Promise<NodeOutcome[] | undefined> {
    try {
      const outcomes = await readBatch({ ...many, sender: this.#sender });
      this.#hostTakesBatches ||= outcomes.some(({ ok }) => ok);
      return outcomes;
    } catch (error) {
      if (!(error instanceof BatchRefusedError)) throw error;
      if (!this.#hostTakesBatches && !this.#hostRefusesBatches) {
        this.#hostRefusesBatches = true;
        this.#notice("This host refuses batch requests: reading many ids per request instead");
      }
      return undefined;
    }
  }

  #readByIds(many: ManyRequest): Promise<NodeOutcome[]> {
    return readByIds(this.#sender, this.#idsSize, many);
  }
}
