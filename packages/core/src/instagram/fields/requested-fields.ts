import { GraphError, PermissionError, RefusedNameError } from "../../graph/errors/errors.ts";

/** The fields that a reader requests, without those that the API refused. */
export class RequestedFields {
  #names: readonly string[];
  readonly #onDropped: (names: readonly string[]) => void;
  readonly #restricted: ReadonlySet<string>;

  /** `restricted` fields are dropped when a permission is missing: the API does not name them then. */
  constructor(
    names: readonly string[],
    onDropped: (names: readonly string[]) => void = () => {},
    restricted: readonly string[] = [],
  ) {
    this.#names = [...new Set(names)];
    this.#onDropped = onDropped;
    this.#restricted = new Set(restricted);
  }

  get names(): readonly string[] {
    return this.#names;
  }

  /**
   * Drops the refused fields. False when nothing changed since `asked`, now or in another request: a retry would be
   * identical.
   */
  dropRefused(refusal: GraphError, asked: readonly string[] = this.#names): boolean {
    const refused =
      refusal instanceof RefusedNameError && refusal.nameKind === "field"
        ? new Set(refusal.names)
        : refusal instanceof PermissionError
          ? this.#restricted
          : new Set<string>();
    const dropped = this.#names.filter((name) => refused.has(name));
    if (dropped.length === 0) return refused.size > 0 && asked !== this.#names;
    this.#names = this.#names.filter((name) => !refused.has(name));
    this.#onDropped(dropped);
    return true;
  }

  /** Reads, and drops refused fields until the API answers. */
  async readRepairing<T>(read: (names: readonly string[]) => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await read(this.#names);
      } catch (error) {
        if (!(error instanceof GraphError) || !this.dropRefused(error)) throw error;
      }
    }
  }
}
