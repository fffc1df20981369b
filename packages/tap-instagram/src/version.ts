/** Written by scripts/release/sync-versions.ts. */
export const version = "0.0.0";
