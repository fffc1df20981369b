import { AccountMemory } from "../memory/account-memory.ts";

/** After so many accounts that refuse a field, and none that was answered, it is not requested any more. */
const accountsToGiveUp = 2;

/**
 * Remembers which fields the API refuses, for the length of a run. What one account shows of the host serves the others:
 * share it between the readers of all accounts.
 *
 * @example
 * ```ts
 * import { createGraphClient, readMedia } from "@tap-instagram/core";
 * import { FieldMemory } from "@tap-instagram/core/matrix";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const memory = new FieldMemory();
 * for (const id of ["17841400000000001", "17841400000000002"])
 *   for await (const page of readMedia(graph, { id }, { fields: ["alt_text"], memory })) console.log(page);
 * ```
 */
export class FieldMemory {
  readonly #unknown = new Set<string>();
  readonly #accepted = new Set<string>();
  /** Accounts that refuse a field of a place. */
  readonly #refusing = new Map<string, Set<string>>();
  readonly #suspects = new Set<string>();
  /** Fields that were refused of an account by name. */
  readonly #named = new AccountMemory(() => new Set<string>());
  /** Whether an account's insights do not fit into its pages. */
  readonly #nesting = new AccountMemory(() => ({ isGivenUp: false }));

  /** Whether the host refuses the field wherever it is asked of what `place` names, such as `media`. */
  isGivenUp(place: string, name: string): boolean {
    const key = keyOf(place, name);
    const refusing = this.#refusing.get(key)?.size ?? 0;
    return this.#unknown.has(key) || (!this.#accepted.has(key) && refusing >= accountsToGiveUp);
  }

  /** Whether another reader of the account has found that the field is refused of it. */
  isRefusedOf(account: string, place: string, name: string): boolean {
    const isFound = this.#refusing.get(keyOf(place, name))?.has(account) ?? false;
    return isFound || this.#named.of(account).has(keyOf(place, name));
  }

  /** Whether the field was refused anywhere: it is the first to be left out where a refusal names none. */
  isSuspect(name: string): boolean {
    return this.#suspects.has(name);
  }

  /** The host does not know these names. */
  unknown(place: string, names: readonly string[]): void {
    for (const name of names) this.#unknown.add(keyOf(place, name));
  }

  /** The API names fields that it does not give of an account. */
  named(place: string, names: readonly string[], account: string): void {
    const named = this.#named.of(account);
    for (const name of names) named.add(keyOf(place, name));
  }

  /** An account is answered without the field, and refused with it. */
  refused(place: string, name: string, account: string): void {
    const key = keyOf(place, name);
    const refusing = this.#refusing.get(key) ?? new Set<string>();
    this.#refusing.set(key, refusing.add(account));
    this.#suspects.add(name);
  }

  /** Whether the insights of an account are no longer asked for inside of its pages. */
  isNestingGivenUp(account: string): boolean {
    return this.#nesting.of(account).isGivenUp;
  }

  /** Insights inside of pages cost an account more calls than they save. */
  nestingFails(account: string): void {
    this.#nesting.of(account).isGivenUp = true;
  }

  /** Objects came, and with them the fields. */
  accepted(place: string, names: readonly string[]): void {
    for (const name of names) this.#accepted.add(keyOf(place, name));
  }
}

function keyOf(...parts: readonly [place: string, name: string]): string {
  return JSON.stringify(parts);
}
