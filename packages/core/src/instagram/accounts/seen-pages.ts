import type { GraphNode } from "../../graph/envelope.ts";
import { TransientError, type GraphError } from "../../graph/errors/errors.ts";
import { accountOfPage, compareIds, pageOf, profileOfPage, withPages } from "./account-node.ts";
import type { FacebookPage, InstagramAccount } from "./account.ts";

/** Where a Page was seen: in the token's own list, or only in a business portfolio. */
export type SeenIn = "own" | "business";

interface SeenPage {
  page: FacebookPage;
  hasAccount: boolean;
  seenIn: SeenIn;
}

/** The Pages that discovery has seen, and the accounts that they show. */
export class SeenPages {
  readonly #accounts = new Map<string, InstagramAccount>();
  readonly #pages = new Map<string, SeenPage>();
  /** Why Pages may be missing. */
  readonly failures: GraphError[] = [];

  add(node: GraphNode, seenIn: SeenIn, endpoint: string): void {
    const page = pageOf(node);
    const account = accountOfPage(node);
    if (!account && profileOfPage(node)) this.failures.push(withoutId(page, endpoint));
    if (account) this.#addAccount(account);
    if (page) this.#addPage({ page, hasAccount: account !== undefined, seenIn });
  }

  /** Adds what other lists showed. */
  addAll(others: SeenPages): void {
    for (const account of others.#accounts.values()) this.#addAccount(account);
    for (const page of others.#pages.values()) this.#addPage(page);
    this.failures.push(...others.failures);
  }

  get count(): number {
    return this.#pages.size;
  }

  get accounts(): InstagramAccount[] {
    return [...this.#accounts.values()];
  }

  /** Pages that show no account. */
  withoutAccount(seenIn: SeenIn): FacebookPage[] {
    return [...this.#pages.values()]
      .filter((seen) => !seen.hasAccount && seen.seenIn === seenIn)
      .map(({ page }) => page)
      .toSorted((a, b) => compareIds(a.id, b.id));
  }

  #addAccount(account: InstagramAccount): void {
    const known = this.#accounts.get(account.id);
    this.#accounts.set(account.id, known ? withPages(known, account.pages) : account);
  }

  #addPage({ page, hasAccount, seenIn }: SeenPage): void {
    const known = this.#pages.get(page.id);
    this.#pages.set(page.id, {
      page: known?.page ?? page,
      hasAccount: hasAccount || known?.hasAccount === true,
      seenIn: known?.seenIn === "own" ? "own" : seenIn,
    });
  }
}

function withoutId(page: FacebookPage | undefined, endpoint: string): GraphError {
  const whose = page ? `The Page ${page.name ?? ""} (${page.id})` : "A Page";
  return new TransientError(`Cannot ${endpoint}: ${whose} shows an account whose id is not a number`, {
    endpoint,
    reason: "unexpected-shape",
  });
}
