import type { StreamLacks } from "../../book/book.ts";

/** What is missing of a stream, for one reason. */
export interface LackOfStream extends StreamLacks {
  readonly stream: string;
}

/** Whether permissions of the token are missing, and not something of the token itself, or of the app. */
export function isOfPermission({ details }: LackOfStream): boolean {
  return details.some(({ refusal }) => refusal?.permissions !== undefined);
}

/** A sentence for each permission that is missing, with the streams that need it. */
export function permissionAdvice(groups: readonly LackOfStream[]): string[] {
  const streams = new Map<string, Set<string>>();
  for (const { stream, details } of groups) {
    for (const permission of details.flatMap(({ refusal }) => refusal?.permissions ?? []))
      streams.set(permission, (streams.get(permission) ?? new Set()).add(stream));
  }
  return [...streams].map(
    ([permission, of]) =>
      `Grant the token the permission ${permission}: the API refuses ${[...of].join(", ")} without it`,
  );
}
