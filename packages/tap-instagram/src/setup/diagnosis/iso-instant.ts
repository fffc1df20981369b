/** `2026-09-20T10:20:00Z`; `null` for never, or unknown. */
export function isoInstant(epochMs: number | null): string | null {
  return epochMs === null ? null : new Date(epochMs).toISOString().replace(/\.\d{3}Z$/, "Z");
}
