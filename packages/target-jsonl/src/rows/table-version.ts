import { compareDecimals, decimalText, readDecimal, type Decimal } from "../scan/decimal.ts";

/** The table version of a row: usually a time, as a number or as text. */
export interface TableVersion {
  /** As it goes into `_sdc_table_version`: `"5"`, `5.0` and `5` become `5`, others stay as they came. */
  readonly json: string;
  /** Its value; undefined when the version is not a number. */
  readonly number: Decimal | undefined;
}

/** The version in a JSON value; undefined for null. */
export function readVersion(json: string): TableVersion | undefined {
  if (json === "null") return undefined;
  const value: unknown = json.startsWith('"') ? JSON.parse(json) : undefined;
  const number = readDecimal(typeof value === "string" ? value.trim() : json);
  const text = number === undefined ? json : decimalText(number);
  // Only integers have one usual spelling.
  return { json: /^-?\d+$/.test(text) ? text : json, number };
}

/**
 * Whether activating a version removes a row: only if its version is older. Rows without a version stay, and so do
 * versions without an order.
 */
export function isOlder(version: TableVersion | undefined, activated: TableVersion): boolean {
  if (version?.number === undefined || activated.number === undefined) return false;
  return compareDecimals(version.number, activated.number) < 0;
}

/** The newer of two versions that a tap activates. */
export function newerVersion(one: TableVersion | undefined, other: TableVersion): TableVersion {
  return one === undefined || isOlder(one, other) ? other : one;
}

/** Reads versions, and keeps the last one: rows of one version come in long sequences. */
export class VersionReader {
  #json = "null";
  #version: TableVersion | undefined;

  /** @param json a JSON value; undefined when the member is absent. */
  read(json: string | undefined): TableVersion | undefined {
    if (json === undefined) return undefined;
    if (json !== this.#json) this.#version = readVersion(json);
    this.#json = json;
    return this.#version;
  }
}
