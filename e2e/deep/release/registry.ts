import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import process from "node:process";
import { onTestFinished } from "vitest";
import { repositoryPath } from "../../test/commands.ts";
import { npm, type PublishedPackage } from "./npm.ts";

/**
 * A registry for a test: it has our packages as they are packed, and sends npm to the real one for all others. Returns the
 * environment in which npm asks it.
 */
export async function registryOf(
  packages: readonly PublishedPackage[],
  tarballs: { readonly [name: string]: string },
): Promise<{ [name: string]: string }> {
  const real = (await npm(["config", "get", "registry"], { cwd: repositoryPath(".") }))
    .trim()
    .replace(/\/$/, "");
  const server = createServer(({ url: path = "/", headers: { host = "" } }, response) => {
    const asked = decodeURIComponent(path.slice(1));
    const found = packages.find(({ name }) => asked === name || asked === `${name}.tgz`);
    if (found === undefined) return response.writeHead(307, { location: `${real}${path}` }).end();
    const tarball = readFileSync(tarballs[found.name] ?? "");
    if (asked !== found.name) return response.end(tarball);
    const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
    const dist = { tarball: `http://${host}/${found.name}.tgz`, integrity };
    const manifest: object = JSON.parse(readFileSync(join(found.path, "package.json"), "utf8"));
    const { name, version } = found;
    const versions = { [version]: { ...manifest, dist } };
    return response.end(JSON.stringify({ name, "dist-tags": { latest: version }, versions }));
  }).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.close();
  });
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  const { NO_PROXY: others = "" } = process.env;
  return {
    npm_config_registry: `http://127.0.0.1:${port}`,
    npm_config_noproxy: `${others},127.0.0.1`,
  };
}
