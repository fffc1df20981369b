import { defaultApiVersion, type GraphHost } from "../../graph/hosts.ts";
import { versionNumber } from "../../graph/versions/version-number.ts";

/** Where and since when the API has a metric or field. */
export interface Availability {
  /** Default: both hosts. */
  hosts?: readonly GraphHost[] | undefined;
  since?: Since | undefined;
}

/** When Meta added it: with a version of the API, or to all versions on a day (`2026-06`). */
export interface Since {
  version?: string | undefined;
  date?: string | undefined;
}

/** When Meta removed it, and what replaces it. */
export interface Retirement {
  /** The first version without it. */
  version?: string | undefined;
  /** The day it left the older versions too. */
  date?: string | undefined;
  replacedBy?: string | undefined;
}

/** Where requests go. */
export interface ApiTarget {
  host: GraphHost;
  /** Default `v25.0`. */
  apiVersion?: string | undefined;
}

/** Whether a host has it in a version. */
export function isAvailable({ hosts, since }: Availability, target: ApiTarget): boolean {
  if (hosts && !hosts.includes(target.host)) return false;
  return (
    since?.version === undefined ||
    versionNumber(target.apiVersion ?? defaultApiVersion) >= versionNumber(since.version)
  );
}
