import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { built } from "./commands.ts";
import { connectProxy, tlsInFrontOf } from "./connect-proxy.ts";
import { runNode, temporaryFolder } from "./processes.ts";
import { simulatorHere } from "./simulator-here.ts";
import { messagesOf, recordsOf } from "./singer-lines.ts";

const host = "graph.example.test";
/** Variables of the machine must not decide what is tested. */
const noProxy = {
  HTTPS_PROXY: undefined,
  HTTP_PROXY: undefined,
  NO_PROXY: undefined,
  https_proxy: undefined,
  http_proxy: undefined,
  no_proxy: undefined,
};

test("the tap reads through the proxy of HTTPS_PROXY, and believes the authorities of NODE_EXTRA_CA_CERTS", async () => {
  const simulator = await simulatorHere({ world: "tiny" });
  const { port, authority } = await tlsInFrontOf(simulator.url, host);
  const proxy = await connectProxy((target) => (target === `${host}:443` ? port : undefined));
  const certificates = join(temporaryFolder(), "authority.pem");
  writeFileSync(certificates, authority);
  const { code, stdout, stderr } = await runNode([built.tap, "--config", "ENV"], {
    env: {
      ...simulator.tapEnv,
      ...noProxy,
      TAP_INSTAGRAM_API_URL: `https://${host}`,
      HTTPS_PROXY: proxy.url,
      NODE_EXTRA_CA_CERTS: certificates,
    },
  });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(recordsOf(messagesOf(stdout), "users").length).toBeGreaterThan(0);
  expect(new Set(proxy.tunnels)).toEqual(new Set([`${host}:443`]));
});

test("a host of NO_PROXY is asked without the proxy", async () => {
  const simulator = await simulatorHere({ world: "tiny" });
  const proxy = await connectProxy(() => undefined);
  const { code } = await runNode([built.tap, "--config", "ENV"], {
    env: { ...simulator.tapEnv, ...noProxy, HTTP_PROXY: proxy.url, NO_PROXY: "127.0.0.1" },
  });
  expect(code).toBe(0);
  expect(proxy.tunnels).toEqual([]);
});

test.each([
  ["that no proxy is used", {}, "no proxy is used, because HTTPS_PROXY is not set"],
  [
    "which proxy is used, without its password",
    { HTTPS_PROXY: "http://me:secret@127.0.0.1:9" },
    "127.0.0.1:9",
  ],
])("a name that does not resolve is told with %s", async (_name, env, said) => {
  const { code, stderr } = await runNode([built.tap, "--config", "ENV"], {
    env: {
      ...noProxy,
      ...env,
      TAP_INSTAGRAM_ACCESS_TOKEN: "EAAGnone",
      TAP_INSTAGRAM_API_URL: "https://nobody.invalid",
      TAP_INSTAGRAM_MAX_RETRIES: "0",
    },
  });
  expect(code).not.toBe(0);
  expect(stderr).toContain(said);
  expect(stderr).not.toContain("secret");
});

test.each([
  [
    "wants a password",
    "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
    "http://name:password@host:port",
  ],
  ["refuses the host", "HTTP/1.1 403 Forbidden\r\n\r\n", "list the host in NO_PROXY"],
])("a proxy that %s is told, and what to do", async (_name, answer, advice) => {
  const proxy = await connectProxy(() => answer);
  const { code, stderr } = await runNode([built.tap, "--config", "ENV"], {
    env: {
      ...noProxy,
      HTTPS_PROXY: proxy.url.replace("//", "//me:secret@"),
      TAP_INSTAGRAM_ACCESS_TOKEN: "EAAGnone",
      TAP_INSTAGRAM_API_URL: `https://${host}`,
      TAP_INSTAGRAM_MAX_RETRIES: "0",
    },
  });
  expect(code).toBe(4);
  expect(stderr).toContain(
    `Requests go to ${host}: the proxy ${new URL(proxy.url).host} of HTTPS_PROXY is used`,
  );
  expect(stderr).toContain(`The proxy opens no connection to ${host}`);
  expect(stderr).toContain(advice);
  expect(stderr).not.toContain("secret");
});

test("an address that is none of a proxy is told once, and the advice is no later run", async () => {
  const { code, stderr } = await runNode([built.tap, "--config", "ENV"], {
    env: {
      ...noProxy,
      HTTPS_PROXY: "ftp://me:secret@127.0.0.1:9",
      TAP_INSTAGRAM_ACCESS_TOKEN: "EAAGnone",
      TAP_INSTAGRAM_API_URL: `https://${host}`,
    },
  });
  expect(code).toBe(4);
  expect(stderr).toContain("the value of HTTPS_PROXY is not the address of an HTTP proxy");
  expect(stderr).toContain("Put that right, then run again");
  expect(stderr).not.toMatch(/Run again later|retry 1|secret/);
});
