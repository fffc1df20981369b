import type { GraphNode } from "@tap-instagram/core";
import type { AccountEdge } from "@tap-instagram/core/edges";
import { MisshapenFields } from "../../book/misshapen-fields.ts";
import { columnReader, fieldsOf, key, type Columns } from "../../columns/column.ts";
import { fieldColumns } from "../../columns/field-columns.ts";
import { ownerColumns, ownerOf } from "../../columns/owner.ts";
import type { PermissionsOfLogins, StreamDefinition } from "../../sync/stream.ts";

/** What a stream of a small list says of itself, beside what the table of edges has. */
export interface EdgeStream {
  readonly edge: AccountEdge;
  readonly description: string;
  /** What its id is the id of. Without it, an entry is known by `keys`. */
  readonly idIsOf?: string | undefined;
  /** Fields that are never null and make up the key, beside the account. */
  readonly keys?: Columns | undefined;
  /** See {@link StreamDefinition}. */
  readonly permissions?: PermissionsOfLogins | undefined;
  /** See {@link StreamDefinition}. */
  readonly isUndocumented?: boolean | undefined;
  /** What can be read only at the time: each run adds to what earlier ones wrote. */
  readonly snapshot?: { columns: Columns; read(nowMs: number): { [column: string]: string } } | undefined;
}

/** One record per entry of a list that hangs on an account. Off by default. */
export function edgeStream({
  edge,
  description,
  idIsOf,
  keys = {},
  permissions,
  isUndocumented,
  snapshot,
}: EdgeStream): StreamDefinition<GraphNode[]> {
  const identity = idIsOf === undefined ? keys : { id: key(`Id of ${idIsOf}`) };
  const columns: Columns = {
    ...ownerColumns,
    ...snapshot?.columns,
    ...fieldColumns(edge.fields),
    ...identity,
  };
  const keyColumns = [...Object.keys(snapshot?.columns ?? {}), ...Object.keys(identity)];
  return {
    name: edge.name,
    description,
    columns,
    keyProperties: ["business_account_id", ...keyColumns],
    replicationMethod: "FULL_TABLE",
    forced: true,
    selectedByDefault: false,
    permissions,
    isUndocumented,
    addsSnapshots: snapshot !== undefined,
    request: (selected) => ({ fields: fieldsOf(columns, selected) }),
    open: ({ nowMs }, selected) => {
      const read = columnReader(columns, selected, keyColumns);
      return async (page, account) => {
        const misshapen = new MisshapenFields();
        const rows = page.map((node) => ({
          ...read({ ...node, ...snapshot?.read(nowMs) }, misshapen.of(node)),
          ...ownerOf(account),
        }));
        return { rows, lacks: misshapen.lacks };
      };
    },
  };
}
