import { defaultApiVersion, type GraphHost } from "../../graph/hosts.ts";

/** Where and since when the API has a metric or field. */
export interface Availability {
  /** Default: both hosts. */
  hosts?: readonly GraphHost[] | undefined;
  since?: Since | undefined;
}

/** When Meta brought it: a version of the API, or, where it came to all versions at once, a day (`2026-06`). */
export interface Since {
  version?: string | undefined;
  date?: string | undefined;
}

/** What Meta took away, and what stands in for it. */
export interface Retirement {
  /** The first version without it. */
  version?: string | undefined;
  /** The day it left the older versions as well. */
  date?: string | undefined;
  replacedBy?: string | undefined;
}

/** Where requests go. */
export interface ApiTarget {
  host: GraphHost;
  /** Default `v25.0`. */
  apiVersion?: string | undefined;
}

/** Whether a host serves it at a version. */
export function isAvailable({ hosts, since }: Availability, target: ApiTarget): boolean {
  if (hosts && !hosts.includes(target.host)) return false;
  return (
    since?.version === undefined ||
    numberOf(target.apiVersion ?? defaultApiVersion) >= numberOf(since.version)
  );
}

/** `v25.0` → 25 */
function numberOf(version: string): number {
  return Number.parseFloat(version.replace(/^v/, ""));
}
