import type { ByteRange } from "../disk/copy-ranges.ts";

interface Range {
  readonly version: string | undefined;
  readonly start: number;
}

/** Which part of a file holds rows of which table version. */
export class VersionRanges {
  readonly #ranges: Range[] = [];

  /** Does a row of this version belong to the range that grows? */
  continues(version: string | undefined): boolean {
    const last = this.#ranges.at(-1);
    return last !== undefined && last.version === version;
  }

  /** Rows of another version follow. @param start where in the file, in bytes. */
  begin(version: string | undefined, start: number): void {
    this.#ranges.push({ version, start });
  }

  /** The parts that hold a version, in a file of this size; `all` when nothing else is in it. */
  of(version: string, size: number): "all" | ByteRange[] {
    if (this.#ranges.every((range) => range.version === version)) return "all";
    return this.#ranges.flatMap((range, index) =>
      range.version === version ? [{ start: range.start, end: this.#ranges[index + 1]?.start ?? size }] : [],
    );
  }
}
