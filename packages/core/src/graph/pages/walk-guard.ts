import type { GraphNode } from "../envelope.ts";

/** So many ids a walk remembers. The API lists no more posts of an account. */
const mostRemembered = 10_000;

/** So many pages in a row may be empty though others follow: posts that were deleted leave gaps. */
const mostEmptyPages = 20;

/** So many pages in a row may hold nothing but nodes that came before. */
const mostRepeatedPages = 2;

/** So many pages in a row may hold only nodes without an id: nothing tells whether they came before. */
const mostNamelessPages = 500;

/** Keeps a walk from delivering a node twice, and from going on without end. Its memory is bounded. */
export class WalkGuard {
  readonly #ids = new Set<string>();
  readonly #positions = new Landmark();
  readonly #pages = new Landmark();
  #emptyPages = 0;
  #repeatedPages = 0;
  #namelessPages = 0;
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
    const isNameless = !isEmpty && !nodes.some(({ id }) => isName(id));
    this.#namelessPages = isNameless ? this.#namelessPages + 1 : 0;
    // A page that begins as one did whose ids are forgotten, or that has none: a circle that is longer than the memory.
    const [first] = fresh;
    if (first && this.#pages.returnsTo(JSON.stringify(first["id"] ?? first))) this.#circles = true;
    return fresh;
  }

  /** Takes note of where the next page begins. True when the walk would go on without end. */
  endlessAt(position: unknown): boolean {
    return (
      this.#positions.returnsTo(JSON.stringify(position)) ||
      this.#circles ||
      this.#emptyPages >= mostEmptyPages ||
      this.#namelessPages >= mostNamelessPages ||
      this.#repeatedPages >= mostRepeatedPages
    );
  }

  #isFresh({ id }: GraphNode): boolean {
    if (!isName(id)) return true;
    const key = String(id);
    if (this.#ids.has(key)) return false;
    this.#ids.add(key);
    if (this.#ids.size > mostRemembered) for (const oldest of this.#ids) return this.#ids.delete(oldest);
    return true;
  }
}

function isName(id: unknown): id is string | number {
  return typeof id === "string" || typeof id === "number";
}

/** Notices that a sequence repeats a member or goes in a circle, with two members in memory (Brent's algorithm). */
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
