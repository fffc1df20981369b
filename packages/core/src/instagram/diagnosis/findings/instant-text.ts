/** `2026-09-20 10:20 UTC` */
export function instantText(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
