import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { recorderOf } from "../src/processes/recorder.ts";

test("a request that fails holds up no other, and is no round trip", async () => {
  const api = createServer((request, response) => {
    if (request.url === "/fails") request.socket.destroy();
    else response.end("{}");
  });
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void api.close());
  const { port } = api.address() as AddressInfo;
  const recorder = await recorderOf({ url: `http://127.0.0.1:${port}/` });
  onTestFinished(() => recorder.close());
  const ask = (path: string) => fetch(new URL(path, recorder.url));
  await expect(ask("fails")).rejects.toThrow("fetch failed");
  const [fails, first] = await Promise.allSettled([ask("fails"), ask("first")]);
  expect([fails.status, first.status]).toEqual(["rejected", "fulfilled"]);
  expect(await (await ask("second")).json()).toEqual({});
  const roundTripOf = (path: string) => recorder.requests.find((one) => one.path === path)?.roundTrip;
  expect([roundTripOf("/first"), roundTripOf("/second")]).toEqual([1, 2]);
});
