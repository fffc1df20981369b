import type { SimulatorProcess } from "../../test/processes.ts";

/** An answer of the API, as far as the truth reads it. */
export interface Answer {
  readonly data?: readonly Metric[] | undefined;
  readonly paging?: Paging | undefined;
  readonly error?: { readonly code: number } | undefined;
}

interface Paging {
  readonly cursors?: { readonly after?: string | undefined } | undefined;
  readonly next?: string | undefined;
}

/** A metric of an answer, or a node of a list. */
export interface Metric {
  readonly [field: string]: unknown;
  readonly name?: string | undefined;
  readonly values?: readonly Point[] | undefined;
  readonly total_value?:
    | { readonly value?: number | undefined; readonly breakdowns?: readonly Breakdown[] | undefined }
    | undefined;
}

interface Point {
  readonly value?: number | undefined;
  readonly end_time?: string | undefined;
}

interface Breakdown {
  readonly dimension_keys?: readonly string[] | undefined;
  readonly results?:
    | readonly { readonly dimension_values: readonly string[]; readonly value: number }[]
    | undefined;
}

/** What to ask for; what is undefined is left out. */
export interface Parameters {
  readonly [name: string]: string | number | undefined;
}

/** The API, asked plainly: without our client, one answer at a time. */
export class Graph {
  readonly #base: string;
  readonly #token: string;

  constructor({ url, tokens }: Pick<SimulatorProcess, "url" | "tokens">) {
    this.#base = `${url}/v25.0/`;
    this.#token = tokens["user"] ?? "";
  }

  async get(path: string, parameters: Parameters): Promise<Answer> {
    const query = new URLSearchParams(
      Object.entries(parameters).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)]],
      ),
    );
    const response = await fetch(`${this.#base}${path}?${query.toString()}`, {
      headers: { authorization: `Bearer ${this.#token}` },
    });
    return (await response.json()) as Answer;
  }

  /** All nodes of a list. */
  async list(path: string, fields: string): Promise<Metric[]> {
    const nodes: Metric[] = [];
    let after: string | undefined;
    do {
      const page: Answer = await this.get(path, { fields, limit: 100, after });
      if (page.error !== undefined) throw new Error(`${path}: ${JSON.stringify(page.error)}`);
      nodes.push(...(page.data ?? []));
      after = page.paging?.next === undefined ? undefined : page.paging.cursors?.after;
    } while (after !== undefined);
    return nodes;
  }

  /** The lifetime figures of a post or story; null for each that the API does not give. */
  async lifetime<Name extends string>(
    id: string,
    names: readonly Name[],
  ): Promise<{ [name in Name]: number | null }> {
    const together = await this.get(`${id}/insights`, { metric: names.join(",") });
    // One name that the API does not have for this kind refuses them all.
    const answers =
      together.error === undefined
        ? [together]
        : await Promise.all(names.map((metric) => this.get(`${id}/insights`, { metric })));
    const data = answers.flatMap((answer) => answer.data ?? []);
    const valueOf = (name: Name) => data.find((metric) => metric.name === name)?.values?.[0]?.value ?? null;
    return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as {
      [name in Name]: number | null;
    };
  }
}

/** Does something with each of many, a few at a time. */
export async function eachOf<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const [index, item] of waiting) results[index] = await act(item);
    }),
  );
  return results;
}
