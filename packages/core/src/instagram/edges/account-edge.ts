import type { GraphHost } from "../../graph/hosts.ts";
import type { NodeField } from "../fields/node-field.ts";

/** A list that hangs on an account, and what its entries hold. */
export interface AccountEdge {
  /** As in the address: `live_media`. */
  readonly name: string;
  readonly hosts: readonly GraphHost[];
  /** What its entries hold besides their id. */
  readonly fields: readonly NodeField[];
  /** False where the API sends the same fields, whatever is asked. Default true. */
  readonly takesFields?: boolean | undefined;
  /** False where the entries have no id of their own. Default true. */
  readonly hasIds?: boolean | undefined;
  /** The field that identifies an entry without an id. An entry that lacks it is left out, and told. */
  readonly knownBy?: string | undefined;
  /** True where pages come with cursors, and without links to the next. */
  readonly cursorsOnly?: boolean | undefined;
  /** The most entries of a page. Default 100. */
  readonly pageSize?: number | undefined;
  /** So many pages a run reads at most, where the API limits them. Default: all. */
  readonly maxPages?: number | undefined;
}
