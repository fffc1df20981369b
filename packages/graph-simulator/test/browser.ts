/** What a person sees of a page, and can do on it: no scripts are run. */
export interface SeenPage {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  readonly address: string;
  /** Where the browser is sent instead of seeing anything. */
  readonly location: string | undefined;
}

/** Opens an address and stays there: a redirect is told, and not followed. */
export async function open(address: string, init: RequestInit = {}): Promise<SeenPage> {
  const response = await fetch(address, { ...init, redirect: "manual" });
  return {
    status: response.status,
    headers: response.headers,
    html: await response.text(),
    address,
    location: response.headers.get("location") ?? undefined,
  };
}

interface Field {
  readonly name: string;
  readonly value: string;
  readonly isSent: boolean;
}

const entities: Readonly<Record<string, string>> = {
  "&#34;": '"',
  "&#38;": "&",
  "&#39;": "'",
  "&#60;": "<",
  "&#62;": ">",
};

function attributes(tag: string): Map<string, string> {
  const found = tag.matchAll(/([\w-]+)(?:="([^"]*)")?/g);
  return new Map(
    Array.from(found, ([, name = "", value = ""]) => [
      name,
      value.replaceAll(/&#\d+;/g, (entity) => entities[entity] ?? entity),
    ]),
  );
}

function fieldsOf(html: string): Field[] {
  return Array.from(html.matchAll(/<input ([^>]*)>/g), ([, tag = ""]) => {
    const found = attributes(tag);
    const isChoice = ["checkbox", "radio"].includes(found.get("type") ?? "");
    return {
      name: found.get("name") ?? "",
      value: found.get("value") ?? "on",
      isSent: !isChoice || found.has("checked"),
    };
  });
}

/** The names of what can be ticked, as the form calls them. */
export function choices({ html }: SeenPage): string[] {
  return Array.from(html.matchAll(/<input type="(?:checkbox|radio)"([^>]*)>/g), ([, tag = ""]) => {
    const found = attributes(tag);
    return found.get("type") === "radio" ? (found.get("value") ?? "") : (found.get("name") ?? "");
  });
}

/** Presses a button of the page's form, after unticking some fields and choosing others. */
export function press(
  page: SeenPage,
  button: "allow" | "deny",
  {
    untick = [],
    choose = {},
  }: {
    untick?: readonly string[] | undefined;
    choose?: Readonly<Record<string, string>> | undefined;
  } = {},
): Promise<SeenPage> {
  const sent = fieldsOf(page.html)
    .filter(({ name, isSent }) => isSent && !untick.includes(name))
    .map(({ name, value }) => [name, choose[name] ?? value]);
  const body = new URLSearchParams([...sent, ["decision", button]]);
  return open(page.address, { method: "POST", body });
}
