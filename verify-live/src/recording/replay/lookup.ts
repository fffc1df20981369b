import type { RecordedExchange, Recording } from "../recording.ts";

/** A single request, or one of a batch. */
export interface Asked {
  readonly method: "GET" | "POST";
  readonly version: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly as?: RecordedExchange["as"] | undefined;
}

/** What is answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly notJson?: string | undefined;
  /** Whether the recording has this very question, or one much like it. */
  readonly match: "recorded" | "similar";
}

interface Entry {
  readonly asked: Asked;
  readonly answers: Omit<Answer, "match">[];
}

/** Parameters in which a similar question may differ. */
const loose: ReadonlySet<string> = new Set(["fields", "metric", "limit", "since", "until"]);

function keyOf({ method, version, path, params, as }: Asked): string {
  const sorted = Object.entries(params).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([method, version, path, sorted, as ?? null]);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wordsIn(text: string | undefined): Set<string> {
  return new Set(text?.match(/[a-z_]\w*/gi) ?? []);
}

/** How much two questions ask for the same, 0 to 1. */
function likeness(one: Asked, other: Asked): number {
  const [left, right] = [one, other].map(({ params }) =>
    wordsIn(`${params["fields"] ?? ""} ${params["metric"] ?? ""}`),
  );
  if (left === undefined || right === undefined) return 0;
  const shared = [...left].filter((word) => right.has(word)).length;
  const all = new Set([...left, ...right]).size;
  const distance = Math.abs(Number(one.params["since"] ?? 0) - Number(other.params["since"] ?? 0));
  return (all === 0 ? 1 : shared / all) - Math.min(0.3, distance / 1e9);
}

function isAlike(one: Asked, other: Asked): boolean {
  const strict = ({ params }: Asked) =>
    JSON.stringify(
      Object.entries(params)
        .filter(([name]) => !loose.has(name))
        .toSorted(([left], [right]) => (left < right ? -1 : 1)),
    );
  return (
    one.method === other.method &&
    one.path === other.path &&
    one.version === other.version &&
    one.as === other.as &&
    strict(one) === strict(other)
  );
}

/** Finds the recorded answer to a question. The same question asked again gets the next answer, then the last. */
export class RecordedAnswers {
  readonly #entries = new Map<string, Entry>();
  readonly #refusedBatch: RecordedExchange | undefined;
  readonly #hasBatches: boolean;

  constructor({ exchanges }: Recording) {
    for (const exchange of exchanges) this.#add(exchange);
    const batches = exchanges.filter(({ batch }) => batch !== undefined);
    this.#hasBatches = batches.some(({ items }) => items !== undefined);
    this.#refusedBatch = this.#hasBatches ? undefined : batches.at(-1);
  }

  /** The refusal of a whole batch; undefined where the host took batches, or none was sent. */
  get refusedBatch(): RecordedExchange | undefined {
    return this.#refusedBatch;
  }

  /** undefined if nothing like it was recorded. */
  find(asked: Asked): Answer | undefined {
    const exact = this.#entries.get(keyOf(asked));
    if (exact !== undefined) return taken(exact, "recorded");
    if (asked.params["ids"] !== undefined) return this.#assembled(asked, asked.params["ids"]);
    const alike = [...this.#entries.values()]
      .filter((entry) => isAlike(entry.asked, asked))
      .map((entry) => ({ entry, score: likeness(entry.asked, asked) }))
      .filter(({ score }) => score > 0)
      .toSorted((one, other) => other.score - one.score);
    const [best] = alike;
    return best === undefined ? undefined : taken(best.entry, "similar");
  }

  /** Several ids at once: answered if each was, refused if one was. */
  #assembled(asked: Asked, ids: string): Answer | undefined {
    const params = Object.fromEntries(Object.entries(asked.params).filter(([name]) => name !== "ids"));
    const parts: [string, Answer][] = [];
    for (const id of ids.split(",")) {
      const path = asked.path === "" ? id : `${id}/${asked.path}`;
      const part = this.find({ ...asked, path, params });
      if (part === undefined || part.status !== 200) return part;
      parts.push([id, part]);
    }
    const [first] = parts;
    if (first === undefined) return undefined;
    const body = Object.fromEntries(parts.map(([id, part]) => [id, part.body]));
    return { ...first[1], body, match: "similar" };
  }

  #add(exchange: RecordedExchange): void {
    const { batch, items, version, as } = exchange;
    if (batch === undefined) {
      this.#put(exchange, exchange);
      this.#putParts(exchange);
      return;
    }
    for (const [index, question] of batch.entries()) {
      const item = items?.[index];
      if (item === undefined || item === null) continue;
      const headers = Object.fromEntries(item.headers.map(({ name, value }) => [name.toLowerCase(), value]));
      const { code: status, body, notJson } = item;
      this.#put({ method: "GET", version, ...question, as }, { status, headers, body, notJson });
    }
  }

  /** The answer to `ids=` holds one for each id. */
  #putParts({ status, headers, body, params, ...asked }: RecordedExchange): void {
    const { ids, ...rest } = params;
    if (ids === undefined || status !== 200 || !isRecord(body)) return;
    for (const [id, part] of Object.entries(body)) {
      const path = asked.path === "" ? id : `${id}/${asked.path}`;
      this.#put({ ...asked, path, params: rest }, { status, headers, body: part });
    }
  }

  #put(asked: Asked, { status, headers, body, notJson }: Omit<Answer, "match">): void {
    const { method, version, path, params, as } = asked;
    const kept = { method, version, path, params, as };
    const key = keyOf(kept);
    const entry = this.#entries.get(key) ?? { asked: kept, answers: [] };
    entry.answers.push({ status, headers, body, notJson });
    this.#entries.set(key, entry);
  }
}

function taken({ answers }: Entry, match: Answer["match"]): Answer {
  const [answer] = answers.length > 1 ? answers.splice(0, 1) : answers;
  if (answer === undefined) throw new TypeError("A recorded question has an answer");
  return { ...answer, match };
}
