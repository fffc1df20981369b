export const hourMs: number = 60 * 60_000;

export const dayMs: number = 24 * hourMs;

/** For people: `1 minute`, `45 minutes`, from two hours on `3 hours`. Rounded up. */
export function waitText(ms: number): string {
  const minutes = Math.max(0, Math.ceil(ms / 60_000));
  if (minutes >= 120) return `${Math.ceil(minutes / 60)} hours`;
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}

/** `1 second`, `60 seconds`, `0.5 seconds`. */
export function secondsText(ms: number): string {
  return ms === 1000 ? "1 second" : `${ms / 1000} seconds`;
}
