import type { ErrorBody } from "../envelope.ts";
import type { GraphHost } from "../hosts.ts";
import type { GraphErrorReason } from "./errors.ts";
import { listedNames, namesOutside } from "./refused-names.ts";
import type { ErrorRule, GraphErrorKind, NameKind } from "./table/error-rule.ts";
import { errorTable, type TableReason } from "./table/error-table.ts";
import { missingPermissions, permissionHint } from "./table/permission-hints.ts";

/** The part of a request that helps to understand its refusal. */
export interface RequestContext {
  /** `GET /{id}/media` */
  endpoint: string;
  /** The last part of the path: `media`; or the field that leads to an object of somebody else. */
  edge: string;
  /** The metrics of the request: a refusal can name `metric[2]`. */
  metrics: readonly string[];
}

/** What a refusal means. */
export interface Verdict {
  kind: GraphErrorKind;
  reason: GraphErrorReason;
  hint: string | undefined;
  docsUrl: string | undefined;
  nameKind: NameKind | undefined;
  names: readonly string[];
  /** Permissions that are missing: those that the refusal names, or those that the edge needs. */
  permissions: readonly string[];
}

/** Finds a refusal in the error table. A refusal without a row counts as a wrong request. */
export function classify(body: ErrorBody, status: number, asked: RequestContext, host: GraphHost): Verdict {
  const match = firstMatch(body, status, asked.edge);
  if (!match) {
    return {
      kind: "misuse",
      reason: "unknown",
      hint: undefined,
      docsUrl: undefined,
      nameKind: undefined,
      names: [],
      permissions: [],
    };
  }
  const { kind, reason, hint, docsUrl, nameKind } = match.rule;
  const isOfPermission = reason === "permission-missing";
  return {
    kind,
    reason,
    hint: isOfPermission ? permissionHint(asked.edge, body.message) : hint,
    docsUrl,
    nameKind,
    names: refusedNames(match, asked),
    permissions: isOfPermission ? missingPermissions(asked.edge, host, body.message) : [],
  };
}

interface RuleMatch {
  rule: ErrorRule<TableReason>;
  groups: { [name: string]: string | undefined };
}

function firstMatch(body: ErrorBody, status: number, edge: string): RuleMatch | undefined {
  for (const rule of errorTable) {
    const { codes, codeRange, subcodes, statuses, statusRange, edges, text } = rule;
    if (codes && (body.code === undefined || !codes.includes(body.code))) continue;
    if (codeRange && (body.code === undefined || body.code < codeRange[0] || body.code > codeRange[1]))
      continue;
    if (subcodes && (body.error_subcode === undefined || !subcodes.includes(body.error_subcode))) continue;
    if (edges && !edges.includes(edge)) continue;
    if (statuses && !statuses.includes(status)) continue;
    if (statusRange && (status < statusRange[0] || status > statusRange[1])) continue;
    if (rule.isTransient && body.is_transient !== true) continue;
    if (rule.isOfLogin && body.isOfLogin !== true) continue;
    if (!text) return { rule, groups: {} };
    const found = text.exec(body.message ?? "") ?? text.exec(body.error_user_msg ?? "");
    if (found) return { rule, groups: found.groups ?? {} };
  }
  return undefined;
}

function refusedNames({ rule, groups }: RuleMatch, asked: RequestContext): readonly string[] {
  const { names, position, valid } = groups;
  if (position !== undefined && valid !== undefined)
    return rule.nameKind === "metric" ? namesOutside(asked.metrics, Number(position), valid) : [];
  return rule.names ?? listedNames(names);
}
