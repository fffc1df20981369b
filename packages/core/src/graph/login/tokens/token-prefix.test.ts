import { expect, test } from "vitest";
import { prefixOfToken } from "./token-prefix.ts";

test.each([
  ["EAAGm0PX4ZCpsBA", "facebook"],
  ["IGQWRPa1kzZAxyz", "instagram"],
  ["IGAARx", "instagram"],
  ["1234567890|4f0c1a9b8e7d", "app"],
  ["AAGm0PX4ZCpsBA", "unknown"],
  ["", "unknown"],
])("the token %j is one of %s", (token, prefix) => {
  expect(prefixOfToken(token)).toBe(prefix);
});
