import { GraphError, RefusedNameError } from "../../graph/errors/errors.ts";
import type { NodeOutcome } from "../../graph/many/node-request.ts";
import { FieldMemory } from "./field-memory.ts";
import { canBeAboutFields, findRefusedField, type FieldList } from "./find-refused-field.ts";

/** What is known of fields beside their names. */
export interface RequestedFieldsOptions {
  /** What they are fields of: `media`, `children of media`. */
  place: string;
  /** Whose objects they are fields of. Default: the token's. */
  account?: string | undefined;
  /** Shared between the accounts of a run. Default: what is learned is forgotten with the reader. */
  memory?: FieldMemory | undefined;
  /** Called with fields that the API refuses. They are dropped. */
  onDropped?: ((names: readonly string[]) => void) | undefined;
  /** Fields that may need a permission of their own: the first that a missing permission can be about. */
  restricted?: readonly string[] | undefined;
  /** The field that they are inside of, such as `children`: without it, none of them is asked for. */
  inside?: string | undefined;
  /** Fields that are requested whatever happens. Default: the id, without which an object is none. */
  indispensable?: readonly string[] | undefined;
}

/** The fields that a reader asks for, without those that the API refuses. */
export class RequestedFields implements FieldList {
  #names: readonly string[];
  readonly #place: string;
  readonly inside: string | undefined;
  readonly #account: string;
  readonly #memory: FieldMemory;
  readonly #onDropped: (names: readonly string[]) => void;
  readonly #restricted: ReadonlySet<string>;
  readonly #indispensable: ReadonlySet<string>;

  constructor(names: readonly string[], options: RequestedFieldsOptions) {
    const { place, account = "", memory = new FieldMemory(), onDropped, restricted = [] } = options;
    this.#place = place;
    this.inside = options.inside;
    this.#account = account;
    this.#memory = memory;
    this.#onDropped = onDropped ?? (() => undefined);
    this.#restricted = new Set(restricted);
    this.#indispensable = new Set(options.indispensable ?? ["id"]);
    const wanted = [...new Set(names)];
    const givenUp = wanted.filter(
      (name) => memory.isGivenUp(place, name) || memory.isRefusedOf(account, place, name),
    );
    this.#names = wanted.filter((name) => !givenUp.includes(name));
    if (givenUp.length > 0) this.#onDropped(givenUp);
  }

  get names(): readonly string[] {
    return this.#names;
  }

  get droppable(): readonly string[] {
    return this.#names.filter((name) => !this.#indispensable.has(name));
  }

  only(kept: ReadonlySet<string>): readonly string[] {
    return this.#names.filter((name) => this.#indispensable.has(name) || kept.has(name));
  }

  suspects(refusal: GraphError): readonly string[] {
    const isOfPermission = refusal.kind === "permission";
    return this.droppable.filter(
      (name) => this.#memory.isSuspect(name) || (isOfPermission && this.#restricted.has(name)),
    );
  }

  /**
   * Drops the fields that a refusal names. False when nothing changed since `asked`, now or in another request: a retry
   * would be identical.
   */
  dropRefused(refusal: GraphError, asked: readonly string[] = this.#names): boolean {
    if (!(refusal instanceof RefusedNameError) || refusal.nameKind !== "field") return false;
    const refused = new Set(refusal.names);
    const isWhole = this.inside !== undefined && refused.has(this.inside);
    const dropped = this.#names.filter((name) => isWhole || refused.has(name));
    if (dropped.length === 0) return refused.size > 0 && asked !== this.#names;
    if (refusal.reason === "unknown") this.#memory.unknown(this.#place, dropped);
    else this.#memory.named(this.#place, dropped, this.#account);
    this.#drop(dropped, isWhole);
    return true;
  }

  /** Drops a field that was found to be refused. */
  giveUp(name: string): void {
    if (!this.#names.includes(name)) return;
    this.#memory.refused(this.#place, name, this.#account);
    this.#drop([name]);
  }

  /** Drops all of them: the field that they are inside of is refused. */
  giveUpAll(): void {
    for (const name of this.#names) this.#memory.refused(this.#place, name, this.#account);
    this.#drop(this.#names, true);
  }

  /** Objects came with the fields. */
  answered(): void {
    this.#memory.accepted(this.#place, this.#names);
  }

  /** Reads, and drops refused fields until the API answers. */
  async readRepairing<T>(read: (names: readonly string[]) => Promise<T>): Promise<T> {
    for (;;) {
      try {
        const answer = await read(this.#names);
        this.answered();
        return answer;
      } catch (error) {
        if (!(error instanceof GraphError) || !(await this.repair(error, read))) throw error;
      }
    }
  }

  /** Drops what a refusal is about, whether it says so or not. False when it is about none of the fields. */
  async repair(refusal: GraphError, read: (names: readonly string[]) => Promise<unknown>): Promise<boolean> {
    if (this.dropRefused(refusal)) return true;
    if (!canBeAboutFields(refusal)) return false;
    const found = await findRefusedField([this], refusal, (namesOf) => refusalOf(() => read(namesOf(this))));
    if (typeof found === "string") return false;
    this.giveUp(found.name);
    return true;
  }

  /** The same for one of many objects, each with an outcome of its own. False, too, when the API can no longer be asked. */
  async repairOutcome(
    refusal: GraphError,
    ask: (names: readonly string[]) => Promise<readonly NodeOutcome[]>,
  ): Promise<boolean> {
    try {
      return await this.repair(refusal, async (names) => {
        const [answer] = await ask(names);
        if (answer?.ok === false) throw answer.error;
      });
    } catch (error) {
      if (error instanceof GraphError) return false;
      throw error;
    }
  }

  #drop(names: readonly string[], isWhole = false): void {
    this.#names = this.#names.filter((name) => !names.includes(name));
    this.#onDropped(isWhole && this.inside !== undefined ? [this.inside] : names);
  }
}

async function refusalOf(read: () => Promise<unknown>): Promise<GraphError | undefined> {
  try {
    await read();
    return undefined;
  } catch (error) {
    if (error instanceof GraphError) return error;
    throw error;
  }
}
