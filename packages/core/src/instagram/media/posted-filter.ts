import type { GraphError } from "../../graph/errors/errors.ts";
import type { Params } from "../../graph/http/params.ts";
import { FieldMemory } from "../fields/field-memory.ts";

interface Form {
  readonly name: string;
  readonly write: (ms: number) => string;
}

/** Ways to write an instant, from the most to the least likely: no document says which one the API takes. */
const forms: readonly Form[] = [
  {
    name: "date-time",
    write: (ms) => new Date(Math.floor(ms / 1000) * 1000).toISOString().replace(".000", ""),
  },
  { name: "unix seconds", write: (ms) => String(Math.floor(ms / 1000)) },
];

const place = "posted_after of tags";

/** The filter `posted_after`: in the form that the API takes, or left out where it takes none. */
export class PostedFilter {
  readonly #afterMs: number | undefined;
  readonly #memory: FieldMemory;
  /** What the last request had: another account may meanwhile have learned of a refusal. */
  #asked: Form | undefined;
  #isAnswered = false;

  constructor(afterMs: number | undefined, memory: FieldMemory = new FieldMemory()) {
    this.#afterMs = afterMs;
    this.#memory = memory;
  }

  /** The parameter for the next request. */
  ask(): Params {
    if (this.#afterMs === undefined) return {};
    this.#asked = forms.find(({ name }) => !this.#memory.isGivenUp(place, name));
    return { posted_after: this.#asked?.write(this.#afterMs) };
  }

  /** A refusal may be about the form: then the next one is tried. False when none is left, or one was answered. */
  refused({ kind, code }: GraphError): boolean {
    const form = this.#asked;
    if (!form || this.#isAnswered) return false;
    if (kind !== "misuse" && !(kind === "refused-name" && code === 100)) return false;
    this.#memory.unknown(place, [form.name]);
    return true;
  }

  answered(): void {
    this.#isAnswered = true;
  }
}
