import type { QuotaMeter } from "../quota/quota-meter.ts";
import type { CodeBook } from "../tokens/code-book.ts";
import { instagramScopes } from "../tokens/grant.ts";
import type { TokenBook } from "../tokens/token-book.ts";
import type { SimulatorTokens } from "../tokens/token-set.ts";
import { namedWorlds, type WorldName } from "../world/spec/named-worlds.ts";
import type { WorldSpec } from "../world/spec/spec.ts";
import type { World } from "../world/world.ts";
import { brokenSetups, isSetupName, type SetupName } from "./broken-setups.ts";
import type { Setup } from "./setup.ts";

const callsByDefault = 240_000;

/** The setup that a name means; an empty one for a world in which nothing is broken. */
export function setupOf(name: unknown): Setup {
  return typeof name === "string" && isSetupName(name) ? brokenSetups[name] : {};
}

/** The world that a name means. */
export function specNamed(name: WorldName | SetupName): WorldSpec {
  return isSetupName(name) ? (brokenSetups[name].world ?? namedWorlds.tiny) : namedWorlds[name];
}

/** Breaks the tokens that a person holds, and gives what the person holds then. */
export function heldIn(setup: Setup, book: TokenBook, world: World, nowMs: number): SimulatorTokens {
  const { tokens } = book;
  for (const token of [tokens.user, tokens.instagram]) {
    const grant = book.find(token);
    if (grant !== undefined) setup.spoil?.(grant, nowMs, world);
  }
  return { ...tokens, ...setup.holds?.(tokens) };
}

/** Makes the code that comes with the simulator good, for any redirect URL. */
export function issueReadyCode(book: TokenBook, codes: CodeBook, nowMs: number): void {
  const { tokens } = book;
  const accountId = book.find(tokens.instagram)?.accountId;
  if (accountId === undefined) return;
  const consent = { host: "instagram", redirectUri: undefined, scopes: instagramScopes, accountId } as const;
  codes.issue(consent, nowMs, tokens.instagramCode);
}

/** Counts calls as if they had been made before the start. */
export function useUp(quota: QuotaMeter, world: World, percent: number, nowMs: number): void {
  const calls = Math.floor((callsByDefault * percent) / 100);
  if (calls === 0) return;
  quota.charge({ kind: "app" }, nowMs, calls);
  for (const { id } of world.accounts) quota.charge({ kind: "instagram", id }, nowMs, calls);
  for (const { id } of world.pages) quota.charge({ kind: "pages", id }, nowMs, calls);
}
