import fc from "fast-check";
import { expect, test } from "vitest";
import {
  MisuseError,
  PermissionError,
  QuotaExhaustedError,
  type GraphError,
} from "../../graph/errors/errors.ts";
import { isolate, type Isolation } from "./isolate.ts";

const refusal = new MisuseError("(#100) Invalid parameter", {
  endpoint: "GET /{id}/insights",
  reason: "wrong-request",
});

/** Requests are lists of names; those that hold a bad name are refused without naming it. */
function api(
  bad: ReadonlySet<number>,
  error: GraphError = refusal,
): Isolation<readonly number[], number> & { calls: number } {
  const isolation = {
    calls: 0,
    ask: async (requests: readonly (readonly number[])[]) => {
      isolation.calls += requests.length;
      return requests.map((request) =>
        request.some((name) => bad.has(name))
          ? { ok: false as const, error }
          : { ok: true as const, answer: request.length },
      );
    },
    splitters: [
      (request: readonly number[]) => {
        const middle = Math.ceil(request.length / 2);
        return request.length < 2 ? [] : [request.slice(0, middle), request.slice(middle)];
      },
    ],
  };
  return isolation;
}

const names = (count: number) => Array.from({ length: count }, (_, name) => name);

test("every name is answered, or stands alone as a culprit, or all are refused alike", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 40 }), fc.array(fc.nat(39)), async (count, some) => {
      const bad = new Set(some.filter((name) => name < count));
      if (bad.size === 0) return;
      const { answered, culprits, failure } = await isolate(names(count), refusal, api(bad));
      if (failure) {
        // Both ends of both halves are refused.
        const middle = Math.ceil(count / 2);
        for (const end of [0, middle - 1, middle, count - 1]) expect(bad).toContain(end);
        return;
      }
      expect(culprits.flatMap(({ request }) => request).toSorted((a, b) => a - b)).toEqual(
        [...bad].toSorted((a, b) => a - b),
      );
      expect(answered.flatMap(({ request }) => request).toSorted((a, b) => a - b)).toEqual(
        names(count).filter((name) => !bad.has(name)),
      );
    }),
  );
});

test("one culprit of 16 takes eight calls", async () => {
  const calls = api(new Set([5]));
  const { culprits } = await isolate(names(16), refusal, calls);
  expect(culprits).toMatchObject([{ request: [5] }]);
  expect(calls.calls).toBe(8);
});

test("that all are refused alike takes six calls, however many there are", async () => {
  const calls = api(new Set(names(400)));
  expect(await isolate(names(400), refusal, calls)).toMatchObject({ culprits: [], failure: refusal });
  expect(calls.calls).toBe(6);
});

test("that a permission is missing for all takes two calls", async () => {
  const lacks = new PermissionError("(#10) Application does not have permission", {
    endpoint: "GET /{id}/insights",
    reason: "permission-missing",
  });
  const calls = api(new Set(names(16)), lacks);
  expect(await isolate(names(16), lacks, calls)).toMatchObject({ culprits: [], failure: lacks });
  expect(calls.calls).toBe(2);
});

test("a quota that ends meanwhile ends the search", async () => {
  const gone = new QuotaExhaustedError("No quota", {
    endpoint: "GET /{id}/insights",
    reason: "wrong-request",
  });
  const { failure } = await isolate(names(8), refusal, {
    ...api(new Set()),
    ask: async (requests) => requests.map(() => ({ ok: false, error: gone })),
  });
  expect(failure).toBe(gone);
});
