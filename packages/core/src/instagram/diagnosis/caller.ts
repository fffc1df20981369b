import { createGraphClient, type GraphClient, type GraphClientOptions } from "../../graph/client.ts";
import { GraphError, RateLimitError, TransientError } from "../../graph/errors/errors.ts";
import type { GraphHost } from "../../graph/hosts.ts";
import { createLoginClient, type LoginClient } from "../../graph/login/login-client.ts";
import type { AppCredentials } from "../../graph/login/app-credentials.ts";
import type { Fetch } from "../../graph/ports.ts";
import type { Usage } from "../../graph/pacing/usage.ts";

/** The clients of a diagnosis. They wait for nothing, and everything they send is counted. */
export interface Caller {
  readonly graph: GraphClient;
  /** Present where the app's id and secret are known, and there is something to ask with them. */
  readonly tokens: LoginClient | undefined;
  /** Requests sent so far. */
  readonly calls: number;
  /** The version that answered last, by its own word. */
  readonly servedVersion: string | undefined;
  /** The fullest quota seen so far. */
  readonly fullest: Usage | undefined;
  /** How long until there is quota again, by the API's own word. */
  readonly regainMs: number | undefined;
  /** Asks, and once more where no answer came at all. */
  ask<T>(request: () => Promise<T>): Promise<T>;
}

/** What the answers told beside their bodies. */
interface Seen {
  calls: number;
  servedVersion?: string | undefined;
  fullest?: Usage | undefined;
  regainMs?: number | undefined;
}

/** Makes the clients of a diagnosis. */
export function createCaller(
  options: GraphClientOptions,
  login: GraphHost,
  app: AppCredentials | undefined,
): Caller {
  const seen: Seen = { calls: 0 };
  const fetch = options.fetch ?? globalThis.fetch;
  const counting: Fetch = async (...request) => {
    seen.calls += 1;
    const response = await fetch(...request);
    seen.servedVersion = response.headers.get("facebook-api-version") ?? seen.servedVersion;
    return response;
  };
  const { observer } = options;
  const common: Omit<GraphClientOptions, "accessToken"> = {
    ...options,
    fetch: counting,
    maxQuotaWaitMs: 0,
    retryPolicy: { maxRetries: 0 },
    observer: {
      ...observer,
      onUsage(usage) {
        if (seen.fullest === undefined || usage.percent > seen.fullest.percent) seen.fullest = usage;
        if (usage.regainAccessMs > 0) seen.regainMs = Math.max(seen.regainMs ?? 0, usage.regainAccessMs);
        observer?.onUsage?.(usage);
      },
      onRequest(request) {
        const told = request.error instanceof RateLimitError ? request.error.retryAfterMs : undefined;
        if (told !== undefined) seen.regainMs = Math.max(seen.regainMs ?? 0, told);
        observer?.onRequest?.(request);
      },
    },
  };
  return {
    graph: createGraphClient({
      ...common,
      host: login,
      accessToken: options.accessToken,
      secrets: [...(options.secrets ?? []), ...(app === undefined ? [] : [app.appSecret])],
    }),
    tokens:
      login === "facebook" && app !== undefined ? createLoginClient({ ...common, login, app }) : undefined,
    get calls() {
      return seen.calls;
    },
    get servedVersion() {
      return seen.servedVersion;
    },
    get fullest() {
      return seen.fullest;
    },
    get regainMs() {
      return seen.regainMs;
    },
    async ask(request) {
      try {
        return await request();
      } catch (error) {
        if (!(error instanceof TransientError) || error.reason !== "network") throw error;
        return request();
      }
    },
  };
}

/** What a request gives, or the refusal. Everything else is thrown. */
export async function answerOf<T>(asked: Promise<T>): Promise<{ answer: T } | { error: GraphError }> {
  try {
    return { answer: await asked };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return { error };
  }
}
