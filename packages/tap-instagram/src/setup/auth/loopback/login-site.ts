import { readRedirect, type ExpectedRedirect, type Redirect } from "@tap-instagram/core/login";
import { Deferred } from "./deferred.ts";
import { page, refusal, seeOther, type PageText, type SiteAnswer } from "./pages.ts";

/** A request as the site looks at it. */
export interface SiteRequest {
  readonly method: string;
  readonly host: string | undefined;
  /** The path and the query. */
  readonly target: string;
}

/** What the site is about. */
export interface LoginSiteOptions {
  readonly port: number;
  /** Where the vendor sends the browser back to. */
  readonly callbackPath: string;
  readonly authorizeUrl: string;
  readonly expected: ExpectedRedirect;
  /** The page with the link to the vendor. */
  readonly welcome: PageText;
}

/** The paths beside that of the callback. */
export const sitePaths = { start: "/", result: "/result" } as const;

/**
 * The little site of one login: a page that leads to the vendor, the address that the vendor sends the browser back to,
 * and a page that tells how it ended. Only the vendor knows the state; other callers are refused, and end nothing.
 */
export class LoginSite {
  readonly #options: LoginSiteOptions;
  readonly #redirect = new Deferred<Redirect>();
  readonly #result = new Deferred<PageText>();
  readonly #shown = new Deferred<void>();
  #hasRedirect = false;

  constructor(options: LoginSiteOptions) {
    this.#options = options;
  }

  /** What the vendor sent back. */
  get redirect(): Promise<Redirect> {
    return this.#redirect.promise;
  }

  /** Resolves when the browser got the page that tells how it ended. */
  get shown(): Promise<void> {
    return this.#shown.promise;
  }

  /** Tells the browser how it ended. */
  end(text: PageText): void {
    this.#result.resolve(text);
  }

  async answer(request: SiteRequest): Promise<SiteAnswer> {
    const { port, callbackPath } = this.#options;
    const [path = ""] = request.target.split(/[?#]/, 1);
    if (!isOwnHost(request.host, port)) {
      // Somebody who types the number gets to the name, which is the only one that the vendor takes.
      return isLoopbackHost(request.host, port) && path === sitePaths.start && request.method === "GET"
        ? seeOther(`http://localhost:${port}/`)
        : refusal(421, "This page is at http://localhost only.");
    }
    if (request.method !== "GET") return refusal(405, "Only GET is taken here.", { allow: "GET" });
    if (path === callbackPath) return this.#callback(request.target);
    if (path === sitePaths.start) return this.#start();
    if (path === sitePaths.result && this.#hasRedirect) {
      return { ...page(200, await this.#result.promise), onSent: () => this.#shown.resolve() };
    }
    return refusal(404, "There is nothing here.");
  }

  #start(): SiteAnswer {
    return this.#hasRedirect ? seeOther(sitePaths.result) : page(200, this.#options.welcome);
  }

  #callback(target: string): SiteAnswer {
    const redirect = readRedirect(target, this.#options.expected);
    if ("error" in redirect && redirect.error.code === "state-wrong") {
      return page(400, {
        title: "This is not the login that is waited for",
        paragraphs: [
          "The address belongs to another login. Go back to the page that the command printed, and log in from there.",
        ],
        role: "alert",
      });
    }
    if (this.#hasRedirect) {
      return page(400, {
        title: "This login has already come back",
        paragraphs: ["It counts once. See in the terminal how it ended."],
        role: "alert",
      });
    }
    this.#hasRedirect = true;
    this.#redirect.resolve(redirect);
    return seeOther(sitePaths.result);
  }
}

function isOwnHost(host: string | undefined, port: number): boolean {
  return hostsOf(["localhost"], port).includes(host?.toLowerCase() ?? "");
}

function isLoopbackHost(host: string | undefined, port: number): boolean {
  return hostsOf(["127.0.0.1", "[::1]"], port).includes(host ?? "");
}

/** A browser leaves out the port 80. */
function hostsOf(names: readonly string[], port: number): string[] {
  return names.flatMap((name) => [`${name}:${port}`, ...(port === 80 ? [name] : [])]);
}
