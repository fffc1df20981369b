import type { ByteRange } from "../disk/copy-ranges.ts";
import { isOlder, type TableVersion } from "../rows/table-version.ts";

interface Range {
  readonly version: TableVersion | undefined;
  readonly start: number;
}

/** Which bytes of a file hold rows of which table version. */
export class VersionRanges {
  readonly #ranges: Range[] = [];

  /** Whether a row of this version continues the last range. */
  continues(version: TableVersion | undefined): boolean {
    const last = this.#ranges.at(-1);
    return last !== undefined && last.version?.json === version?.json;
  }

  /** Rows of another version follow. @param start their place in the file, in bytes. */
  begin(version: TableVersion | undefined, start: number): void {
    this.#ranges.push({ version, start });
  }

  /** The bytes that stay when a version is activated, in a file of this size; `all` when no row is older. */
  keptBy(activated: TableVersion, size: number): "all" | ByteRange[] {
    if (!this.#ranges.some(({ version }) => isOlder(version, activated))) return "all";
    return this.#ranges.flatMap(({ version, start }, index) =>
      isOlder(version, activated) ? [] : [{ start, end: this.#ranges[index + 1]?.start ?? size }],
    );
  }
}
