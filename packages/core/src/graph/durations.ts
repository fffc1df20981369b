export const hourMs: number = 60 * 60_000;

export const dayMs: number = 24 * hourMs;
