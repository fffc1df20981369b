/** Written by scripts/sync-versions.ts. */
export const version = "0.0.0";
