import { expect, test } from "vitest";
import { AccountMemory } from "./account-memory.ts";

test("what is known of an account stays while it is used, however many others come", () => {
  const memory = new AccountMemory(() => ({ refusals: 0 }));
  for (let account = 0; account < 5000; account += 1) {
    memory.of("large").refusals += 1;
    memory.of(String(account)).refusals += 1;
  }
  expect(memory.of("large")).toEqual({ refusals: 5000 });
});

test("accounts that were read long ago are forgotten, so their number costs no memory", () => {
  const memory = new AccountMemory(() => ({ refusals: 0 }));
  for (let account = 0; account < 5000; account += 1) memory.of(String(account)).refusals += 1;
  expect(memory.size).toBe(128);
  expect(memory.of("4999")).toEqual({ refusals: 1 });
  expect(memory.of("0")).toEqual({ refusals: 0 });
});
