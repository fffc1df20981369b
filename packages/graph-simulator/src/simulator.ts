import { createServer } from "node:http";
import { handleAdmin } from "./admin/admin-handler.ts";
import { applyChange, type WorldChange } from "./admin/world-change.ts";
import { worldTruth, type WorldTruth } from "./admin/world-truth.ts";
import { resolveBehaviour } from "./behaviour/behaviour.ts";
import { FaultBook } from "./faults/fault-book.ts";
import type { FaultRule } from "./faults/fault-rule.ts";
import type { Host } from "./host.ts";
import { handleGraph } from "./http/graph-handler.ts";
import { handleLogin } from "./http/login-handler.ts";
import { listen } from "./http/listen.ts";
import { readRequest } from "./http/read-request.ts";
import { RequestBook, type RequestLog } from "./http/request-log.ts";
import { createSleeper } from "./http/sleeper.ts";
import { HashtagBook } from "./quota/hashtag-book.ts";
import { LoadMeter } from "./quota/load-meter.ts";
import { QuotaMeter } from "./quota/quota-meter.ts";
import type { Simulation } from "./simulation.ts";
import type { SimulatorOptions } from "./simulator-options.ts";
import { createPacificCalendar } from "./time/pacific-calendar.ts";
import { heldIn, issueReadyCode, setupOf, specNamed, useUp } from "./setups/arrange.ts";
import type { Setup } from "./setups/setup.ts";
import { CodeBook } from "./tokens/code-book.ts";
import { TokenBook } from "./tokens/token-book.ts";
import type { SimulatorTokens } from "./tokens/token-set.ts";
import { World } from "./world/world.ts";

/** A simulator that listens. */
export interface RunningSimulator {
  /** Base of the Facebook login's host, without version: `http://127.0.0.1:4123/graph.facebook.com`. */
  readonly url: string;
  /** Base of the Instagram login's host, without version. */
  readonly instagramUrl: string;
  /** Where the code endpoint of the Instagram login is: `…/api.instagram.com`. */
  readonly instagramApiUrl: string;
  /** The address below which both logins have their hosts: `…/www.facebook.com/v25.0/dialog/oauth`. */
  readonly loginUrl: string;
  /** Base of the endpoints that look into the simulator: `…/__simulator`. */
  readonly adminUrl: string;
  readonly tokens: SimulatorTokens;
  /** What is true at this moment. */
  readonly world: WorldTruth;
  /** What was asked so far. */
  requests(): RequestLog;
  /** Forgets what was asked. */
  clearRequests(): void;
  readonly faults: {
    add(rule: FaultRule): void;
    clear(): void;
  };
  /** Changes the world; throws a RangeError for an id or token that does not exist. */
  change(change: WorldChange): void;
  /** Ends every connection. */
  close(): Promise<void>;
}

const hourMs = 3_600_000;

function createSimulation(options: SimulatorOptions, setup: Setup, moved: { ms: number }): Simulation {
  const { seed = 1, now = Date.now, world: wanted = "demo" } = options;
  const born = Math.floor(now() / hourMs) * hourMs;
  const spec = typeof wanted === "string" ? specNamed(wanted) : wanted;
  const world = new World(spec, seed, born, createPacificCalendar());
  const book = new TokenBook(world, now());
  const codes = new CodeBook(seed);
  issueReadyCode(book, codes, now());
  const quota = new QuotaMeter({
    callsPerDay: options.quota?.callsPerDay ?? setup.quota?.callsPerDay,
    appCallsPerHour: options.quota?.appCallsPerHour ?? setup.quota?.appCallsPerHour,
  });
  useUp(quota, world, setup.usedPercent ?? 0, now());
  let drawn = 0;
  return {
    seed,
    world,
    book,
    codes,
    held: heldIn(setup, book, world, now()),
    behaviour: resolveBehaviour({ ...setup.behaviour, ...options.behaviour }),
    quota,
    load: new LoadMeter(),
    hashtags: new HashtagBook(),
    now: () => now() + moved.ms,
    nextNumber: () => (drawn += 1),
  };
}

/**
 * Starts a stand-in for the Instagram Graph API on 127.0.0.1, with both hosts below path prefixes.
 *
 * @throws RangeError for a world or a behaviour that cannot be; the system's error if the port is taken
 *
 * @example
 * ```ts
 * import { startSimulator } from "@tap-instagram/graph-simulator";
 *
 * const simulator = await startSimulator({ world: "tiny", now: () => Date.parse("2026-07-01T10:00:00Z") });
 * simulator.faults.add({ match: { template: "/me/accounts", nth: 1 }, answer: { code: 2 } });
 * const response = await fetch(`${simulator.url}/v25.0/me/accounts`, {
 *   headers: { authorization: `Bearer ${simulator.tokens.user}` },
 * });
 * console.log(response.status, simulator.requests().byEndpoint); // 500 { "/me/accounts": 1 }
 * await simulator.close();
 * ```
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const moved = { ms: 0 };
  const setup = setupOf(options.world);
  const simulation = createSimulation(options, setup, moved);
  const faults = new FaultBook(simulation.seed);
  for (const rule of setup.faults?.(simulation.world) ?? []) faults.add(rule);
  const log = new RequestBook();
  const sleeper = createSleeper();
  const advance = (ms: number): void => {
    moved.ms += ms;
  };
  const server = createServer();
  const open = await listen(server, options.port ?? 0);
  const baseOf = (host: Host): string => `${open.origin}/graph.${host}.com`;
  const desk = {
    simulation,
    faults,
    log,
    latencyMs: options.latencyMs ?? 0,
    baseOf,
    sleep: (ms: number): Promise<void> => sleeper.sleep(ms),
  };
  server.on("request", (message, response) => {
    if (message.url?.startsWith("/graph.")) {
      simulation.load.enter();
      response.once("close", () => simulation.load.leave());
    }
    const answer = async (): Promise<void> => {
      const raw = await readRequest(message);
      if (handleAdmin(raw, response, { simulation, faults, log, advance })) return;
      if (handleLogin(raw, response, simulation)) return;
      if (await handleGraph(raw, response, desk)) return;
      response.writeHead(404, { "content-type": "application/json; charset=UTF-8" });
      response.end(
        JSON.stringify({ error: "Paths begin with a host of the vendor, such as /graph.facebook.com" }),
      );
    };
    answer().catch((problem: unknown) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end(JSON.stringify({ error: String(problem) }));
    });
  });

  return {
    url: `${open.origin}/graph.facebook.com`,
    instagramUrl: `${open.origin}/graph.instagram.com`,
    instagramApiUrl: `${open.origin}/api.instagram.com`,
    loginUrl: open.origin,
    adminUrl: `${open.origin}/__simulator`,
    tokens: simulation.held,
    get world() {
      return worldTruth(simulation);
    },
    requests: () => log.read(),
    clearRequests: () => log.clear(),
    faults: { add: (rule) => faults.add(rule), clear: () => faults.clear() },
    change: (change) => applyChange(change, simulation, advance),
    close: async () => {
      sleeper.wake();
      await open.close();
    },
  };
}
