import type { GraphNode } from "../envelope.ts";

/** So many ids a walk remembers. The API lists no more posts of an account. */
const mostRemembered = 10_000;

/** So many pages in a row may be empty though others follow: posts that were deleted leave gaps. */
const mostEmptyPages = 20;

/** So many pages in a row may hold nothing but nodes that came before. */
const mostRepeatedPages = 2;

/** Keeps a walk from delivering a node twice, and from going on without end. Its memory is bounded. */
export class WalkGuard {
  readonly #ids = new Set<string>();
  readonly #positions = new Landmark();
  readonly #pages = new Landmark();
  #emptyPages = 0;
  #repeatedPages = 0;
  #circles = false;

  /** @param seen Ids of nodes that came before the walk. */
  constructor(seen: readonly string[] = []) {
    for (const id of seen) this.#ids.add(id);
  }

  /** The nodes that did not come before. Nodes without an id are all taken for new. */
  fresh(nodes: readonly GraphNode[]): GraphNode[] {
    const fresh = nodes.filter((node) => this.#isFresh(node));
    const isEmpty = nodes.length === 0;
    this.#emptyPages = isEmpty ? this.#emptyPages + 1 : 0;
    this.#repeatedPages = !isEmpty && fresh.length === 0 ? this.#repeatedPages + 1 : 0;
    // A page that begins as one did whose ids are forgotten: a circle that is longer than the memory.
    const [first] = fresh;
    if (first?.["id"] !== undefined && this.#pages.returnsTo(JSON.stringify(first["id"])))
      this.#circles = true;
    return fresh;
  }

  /** Takes note of where the next page begins. True when the walk would go on without end. */
  endlessAt(position: unknown): boolean {
    return (
      this.#positions.returnsTo(JSON.stringify(position)) ||
      this.#circles ||
      this.#emptyPages >= mostEmptyPages ||
      this.#repeatedPages >= mostRepeatedPages
    );
  }

  #isFresh({ id }: GraphNode): boolean {
    if (typeof id !== "string" && typeof id !== "number") return true;
    const key = String(id);
    if (this.#ids.has(key)) return false;
    this.#ids.add(key);
    if (this.#ids.size > mostRemembered) for (const oldest of this.#ids) return this.#ids.delete(oldest);
    return true;
  }
}

/** Notices that a sequence stands still or goes in a circle, with two members in memory (Brent's algorithm). */
class Landmark {
  #landmark: string | undefined;
  #latest: string | undefined;
  #steps = 0;
  #stepsToNext = 1;

  returnsTo(member: string): boolean {
    if (member === this.#landmark || member === this.#latest) return true;
    this.#latest = member;
    this.#steps += 1;
    if (this.#steps < this.#stepsToNext) return false;
    this.#landmark = member;
    this.#steps = 0;
    this.#stepsToNext *= 2;
    return false;
  }
}
