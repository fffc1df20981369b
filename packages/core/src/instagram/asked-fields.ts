import { RefusedNameError } from "../graph/errors.ts";

/** The fields a reader asks for, less those the API turned out to refuse. */
export class AskedFields {
  #names: readonly string[];
  readonly #onDropped: (names: readonly string[]) => void;

  constructor(names: readonly string[], onDropped: (names: readonly string[]) => void = () => {}) {
    this.#names = [...new Set(names)];
    this.#onDropped = onDropped;
  }

  get names(): readonly string[] {
    return this.#names;
  }

  /** Drops what a refusal names. False when that leaves everything as it was, so that asking again is useless. */
  dropRefused(refusal: RefusedNameError): boolean {
    if (refusal.nameKind !== "field") return false;
    const dropped = this.#names.filter((name) => refusal.names.includes(name));
    if (dropped.length === 0) return false;
    this.#names = this.#names.filter((name) => !dropped.includes(name));
    this.#onDropped(dropped);
    return true;
  }

  /** Reads until nothing that is asked for is refused any more. */
  async readRepairing<T>(read: (names: readonly string[]) => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await read(this.#names);
      } catch (error) {
        if (!(error instanceof RefusedNameError) || !this.dropRefused(error)) throw error;
      }
    }
  }
}
