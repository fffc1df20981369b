import { AdaptiveSize } from "./adaptive-size.ts";
import { BatchRefusedError, maxBatchSize, readBatch } from "./batch.ts";
import { chunk, readByIds } from "./multi-id.ts";
import type { ManyRequest, NodeOutcome } from "./node-request.ts";
import type { Sender } from "./sender.ts";

/** The most ids one `ids=` request may name. */
const maxIds = 50;

/**
 * Answers many requests in few round trips, in whatever way the host allows: batches first; where the host refuses
 * them, `ids=` and single reads from then on.
 */
export class ManyReader {
  readonly #sender: Sender;
  readonly #redact: (text: string) => string;
  readonly #notice: (text: string) => void;
  readonly #idsSize: AdaptiveSize = new AdaptiveSize(maxIds);
  /** Settles with the first batch ever sent; nobody else sends one before that. */
  #batchAccepted: Promise<boolean> | undefined;

  constructor(sender: Sender, redact: (text: string) => string, notice: (text: string) => void) {
    this.#sender = sender;
    this.#redact = redact;
    this.#notice = notice;
  }

  /** One outcome per request, in the order of the requests. Rejects only when aborted. */
  async read(many: ManyRequest): Promise<NodeOutcome[]> {
    if (many.requests.length === 0) return [];
    const [first = [], ...others] = chunk(many.requests, maxBatchSize);
    if (this.#batchAccepted === undefined) {
      const trial = this.#tryBatch({ ...many, requests: first });
      this.#batchAccepted = trial.then((outcomes) => outcomes !== undefined);
      // An aborted trial has shown nothing; the next caller makes a new one.
      this.#batchAccepted.catch(() => (this.#batchAccepted = undefined));
      const outcomes = await trial;
      if (outcomes) return [...outcomes, ...(await this.#readBatches(others, many))];
    }
    if (!(await this.#batchAccepted)) return readByIds(this.#sender, this.#idsSize, many);
    return this.#readBatches([first, ...others], many);
  }

  async #readBatches(chunks: readonly (typeof many.requests)[], many: ManyRequest): Promise<NodeOutcome[]> {
    const outcomes = await Promise.all(
      chunks.map(async (requests) => {
        try {
          return await readBatch({ ...many, requests, sender: this.#sender, redact: this.#redact });
        } catch (error) {
          if (!(error instanceof BatchRefusedError)) throw error;
          const { refusal } = error;
          return requests.map((): NodeOutcome => ({ ok: false, error: refusal }));
        }
      }),
    );
    return outcomes.flat();
  }

  /** The first batch ever sent. `undefined` when the host does not take batches. */
  async #tryBatch(many: ManyRequest): Promise<NodeOutcome[] | undefined> {
    try {
      return await readBatch({ ...many, sender: this.#sender, redact: this.#redact });
    } catch (error) {
      if (!(error instanceof BatchRefusedError)) throw error;
      this.#notice("This host refuses batch requests; many ids are asked for in one request instead");
      return undefined;
    }
  }
}
