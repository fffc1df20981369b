/** A version of the Graph API. */
export interface ApiVersion {
  /** `v25.0` */
  name: string;
  /** The day it came: `2026-02-18`. */
  releasedOn: string;
  /** The day from which the oldest one that is left answers in its place. Absent: not announced. */
  endsOn?: string | undefined;
}

/**
 * The versions that are known in late 2026, the oldest first. The API may have newer ones.
 * https://developers.facebook.com/docs/graph-api/changelog
 */
export const apiVersions: readonly ApiVersion[] = [
  { name: "v20.0", releasedOn: "2024-05-21", endsOn: "2026-09-24" },
  { name: "v21.0", releasedOn: "2024-10-02", endsOn: "2027-01-21" },
  { name: "v22.0", releasedOn: "2025-01-21", endsOn: "2027-05-20" },
  { name: "v23.0", releasedOn: "2025-05-29", endsOn: "2027-10-08" },
  { name: "v24.0", releasedOn: "2025-10-08", endsOn: "2028-02-18" },
  { name: "v25.0", releasedOn: "2026-02-18", endsOn: "2028-07-29" },
  { name: "v26.0", releasedOn: "2026-07-29" },
  { name: "v27.0", releasedOn: "2026-11-04" },
];
