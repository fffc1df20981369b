import { GraphError, PermissionError, RefusedNameError } from "../../graph/errors/errors.ts";

/** The fields a reader asks for, less those the API turned out to refuse. */
export class RequestedFields {
  #names: readonly string[];
  readonly #onDropped: (names: readonly string[]) => void;
  readonly #restricted: ReadonlySet<string>;

  /** `restricted` fields may be what a missing permission is about: the API then names none. */
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
   * Drops what a refusal of `asked` is about. False when asking again is useless, because it would be the same question:
   * nothing is dropped, now or by someone else meanwhile.
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

  /** Reads until nothing that is asked for is refused any more. */
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
