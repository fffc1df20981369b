import { readFileSync } from "node:fs";

/**
 * Where the repository lies on the web, once its owner has filled that in: `https://github.com/owner/name`.
 *
 * @throws Error for what is no such address.
 */
export function repositoryAddress(): string | undefined {
  const root: { repository?: { url?: string | undefined } | undefined } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  const url = root.repository?.url?.trim() ?? "";
  return url === "" ? undefined : webAddress(url);
}

/** `git+https://host/owner/name.git` and the like as people open it. */
function webAddress(url: string): string {
  const address = url.replace(/^git\+/, "").replace(/(\.git)?\/*$/, "");
  if (/^https:\/\/[^/\s]+\/\S+$/.test(address)) return address;
  throw new Error(
    `package.json has ${JSON.stringify(url)} as repository.url, wanted an address such as "https://github.com/owner/name"`,
  );
}
