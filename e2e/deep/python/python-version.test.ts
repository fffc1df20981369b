import { expect, test } from "vitest";
import { pythonVersion } from "../../../scripts/wheels/python-version.ts";

test.each([
  ["1.2.0", "1.2.0"],
  ["0.10.3-alpha.0", "0.10.3a0"],
  ["1.0.0-beta.12", "1.0.0b12"],
  ["2.0.0-rc.1", "2.0.0rc1"],
  ["2.0.0-next.1", "2.0.0rc1"],
  ["0.0.0-canary-20260131235959", "0.0.0.dev20260131235959"],
  ["0.0.0-20260131235959", "0.0.0.dev20260131235959"],
])("npm's version %s is Python's %s", (npm, wanted) => {
  expect(pythonVersion(npm)).toBe(wanted);
});

test.each(["1.0.0-beta", "1.0.0-canary.1", "1.0", "1.0.0+build", "0.0.0-20260101"])(
  "a version Python has no form for is refused: %s",
  (version) => {
    expect(() => pythonVersion(version)).toThrow(`The version ${version} has no form in Python`);
  },
);
