import { createHash } from "node:crypto";

/** An answer to a browser. */
export interface SiteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Called when it has left for good. */
  readonly onSent?: (() => void) | undefined;
}

const style = `
:root { color-scheme: light dark; --text: #1a1a1a; --back: #fff; --link: #0b57d0; --on-link: #fff; font: 1.0625rem/1.6 system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { :root { --text: #ececec; --back: #161616; --link: #a8c7fa; --on-link: #0b1a33; } }
body { margin: 0; background: var(--back); color: var(--text); }
main { max-width: 38rem; margin: 12vh auto 4rem; padding: 0 1.25rem; }
h1 { font-size: 1.6rem; line-height: 1.25; }
code { overflow-wrap: anywhere; }
#continue { display: inline-block; padding: 0.6rem 1.4rem; border-radius: 0.5rem; background: var(--link); color: var(--on-link); font-weight: 600; text-decoration: none; }
#continue:hover { text-decoration: underline; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 3px; }
@media (forced-colors: active) { #continue { border: 1px solid; } }
`;

/** Nothing is loaded, framed, sent or run. The style is known by its hash. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const commonHeaders = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cross-origin-opener-policy": "same-origin",
  connection: "close",
};

/** What a page says. */
export interface PageText {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** The one thing to do on it. */
  readonly action?: { readonly label: string; readonly address: string } | undefined;
  /** Read out at once by a screen reader: `alert` for failures. */
  readonly role?: "status" | "alert" | undefined;
}

/** A whole page: it works without scripts, and loads nothing. */
export function page(status: number, text: PageText): SiteAnswer {
  const { title, paragraphs, action, role } = text;
  const paragraphLines = paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`);
  const link =
    action === undefined
      ? []
      : [
          `<p><a id="continue" rel="noreferrer" href="${escaped(action.address)}">${escaped(action.label)}</a></p>`,
        ];
  const body = [
    "<!DOCTYPE html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<title>${escaped(title)} · tap-instagram</title>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<style>${style}</style>`,
    "</head>",
    "<body>",
    role === undefined ? "<main>" : `<main><div role="${role}">`,
    `<h1>${escaped(title)}</h1>`,
    ...paragraphLines,
    ...link,
    role === undefined ? "</main>" : "</div></main>",
    "</body>",
    "</html>",
    "",
  ].join("\n");
  const headers = {
    ...commonHeaders,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy,
  };
  return { status, headers, body };
}

/**
 * Sends the browser to another page: the address that it was called with leaves its bar and the history that it shows. A
 * browser may still keep it in its files as a step on the way; a code in it is used up by then.
 */
export function seeOther(address: string): SiteAnswer {
  return { status: 303, headers: { ...commonHeaders, location: address }, body: "" };
}

/** A refusal of a request that no person made. */
export function refusal(status: number, text: string, headers: Record<string, string> = {}): SiteAnswer {
  return {
    status,
    headers: { ...commonHeaders, "content-type": "text/plain; charset=utf-8", ...headers },
    body: `${text}\n`,
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
