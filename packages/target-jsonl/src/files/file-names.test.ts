import { describe, expect, test } from "vitest";
import { FileNames, fileTimestamp } from "./file-names.ts";

function names(
  options: {
    customName?: string | undefined;
    timestamp?: string | undefined;
    existing?: string[] | undefined;
  } = {},
): FileNames {
  return new FileNames({
    customName: options.customName,
    timestamp: options.timestamp,
    existing: options.existing ?? [],
  });
}

describe("FileNames", () => {
  test("names a file after its stream, with the timestamp of the run when asked", () => {
    expect(names().for("users")).toBe("users");
    expect(names({ timestamp: "20260102T030405" }).for("users")).toBe("users-20260102T030405");
  });

  test("gives streams that differ in case alone files of their own, the same ones in every run and in any order", () => {
    const first = names();
    const upper = first.for("Users");
    const lower = first.for("users");
    expect(upper).toBe("Users");
    expect(lower).toMatch(/^users~[0-9a-f]{16}$/);
    const later = names({ existing: [`${upper}.jsonl`, `${lower}.jsonl`] });
    expect(later.for("users")).toBe(lower);
    expect(later.for("Users")).toBe(upper);
    expect(later.for("users")).toBe(lower);
  });

  test("knows numbered files and partitions for those of their stream", () => {
    const later = names({ existing: ["Users.00001.jsonl", "Media"] });
    expect(later.for("users")).toMatch(/^users~/);
    expect(later.for("media")).toMatch(/^media~/);
    expect([later.for("Users"), later.for("Media")]).toEqual(["Users", "Media"]);
  });

  test("uses both files where the file system told them apart before", () => {
    const both = names({ existing: ["Users.jsonl", "users.jsonl"] });
    expect([both.for("users"), both.for("Users")]).toEqual(["users", "Users"]);
  });

  test("takes custom_name for a single stream and refuses to mix two streams in it", () => {
    const custom = names({ customName: "nightly" });
    expect(custom.for("users")).toBe("nightly");
    expect(custom.for("users")).toBe("nightly");
    expect(() => custom.for("media")).toThrow('"users" and "media" would share the file "nightly"');
  });

  test("puts the stream's name where custom_name says {stream}", () => {
    const custom = names({ customName: "nightly-{stream}", timestamp: "20260102T030405" });
    expect(custom.for("users")).toBe("nightly-users-20260102T030405");
    expect(custom.for("a/b$&")).toBe("nightly-a%2Fb$&-20260102T030405");
  });

  test("lets no custom_name leave the folder", () => {
    expect(names({ customName: "../../etc/x" }).for("users")).toBe("%2E.%2F..%2Fetc%2Fx");
  });
});

describe("fileTimestamp", () => {
  test("is local time without separators", () => {
    const date = new Date(2026, 0, 2, 3, 4, 5);
    expect(fileTimestamp(date.getTime())).toBe("20260102T030405");
  });
});
