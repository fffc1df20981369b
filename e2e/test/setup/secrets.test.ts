import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectNoToken, start, temporaryFolder } from "../processes.ts";
import { eventsOf, logInAt, startAuth, startLogin, type Decision, type RunningLogin } from "./person.ts";
import { setupWorld, writeConfig, type Login, type SetupWorld } from "./setup-world.ts";
import { filesBelow, traceOf, watchProcesses } from "./traces.ts";

/** A way to a token, as a person goes it. */
interface Road {
  readonly login: Login;
  /** Whether a person decides on the way; else nobody can deny. */
  readonly hasPerson: boolean;
  start(world: SetupWorld, env: Record<string, string>): RunningLogin;
  /** Does the person's part. */
  answer(world: SetupWorld, running: RunningLogin, decision: Decision): Promise<Answered>;
}

/** What came of the person's part. */
interface Answered {
  readonly code?: string | undefined;
  readonly state?: string | undefined;
  /** All that the browser was shown at the end. */
  readonly shown?: Promise<string> | undefined;
}

const redirect = "https://example.com/back";

const loopback: Road = {
  login: "facebook",
  hasPerson: true,
  start: (world, env) => startLogin(world, ["--json"], env),
  answer: async (_world, running, decision) => {
    const open = await running.opened();
    await fetch(open.url);
    const back = await logInAt(open.authorize_url, decision);
    const called = await fetch(back, { redirect: "manual" });
    const { headers } = called;
    const result = fetch(new URL(headers.get("location") ?? "", open.url));
    const shown = result
      // A command that is killed meanwhile answers no more.
      .then(textOf, () => "")
      .then(async (text) => [await textOf(called), text].join("\n"));
    return { ...answerIn(back), shown };
  },
};

async function textOf(answer: Response): Promise<string> {
  return [...answer.headers.values(), await answer.text()].join("\n");
}

function answerIn(address: string): Answered {
  const { code, state } = Object.fromEntries(new URL(address).searchParams);
  return { code, state };
}

function paste(login: Login, flags: readonly string[]): Road {
  return {
    login,
    hasPerson: true,
    start: (world, env) => startLogin(world, ["--json", ...flags], env),
    answer: async (_world, running, decision) => {
      const back = await logInAt((await running.opened()).authorize_url, decision);
      running.stdin.write(`${back}\n`);
      return answerIn(back);
    },
  };
}

function stdin(login: Login): Road {
  return {
    login,
    hasPerson: false,
    start: (world, env) =>
      startAuth(world, ["--config", world.config, "--with-token", "--json", "--app-id", world.appId], env),
    answer: async (world, running) => {
      running.stdin.end(world.token);
      return {};
    },
  };
}

function refresh(login: Login): Road {
  return {
    login,
    hasPerson: false,
    start: (world, env) => startAuth(world, ["refresh", "--config", world.config, "--json"], env),
    answer: async (_world, running) => {
      running.stdin.end();
      return {};
    },
  };
}

const roads: readonly (readonly [string, Road])[] = [
  ["facebook by the page of this machine", loopback],
  ["facebook by pasting", paste("facebook", ["--no-browser"])],
  ["instagram by pasting", paste("instagram", ["--redirect-url", redirect])],
  ["facebook from stdin", stdin("facebook")],
  ["instagram from stdin", stdin("instagram")],
  ["facebook by renewal", refresh("facebook")],
  ["instagram by renewal", refresh("instagram")],
];

/** Something that goes wrong, or nothing. */
interface Course {
  readonly env?: Record<string, string> | undefined;
  readonly decision?: Decision | undefined;
  /** Before the person does anything. */
  readonly before?: ((world: SetupWorld) => void) | undefined;
  /** After the person did, while the command works. */
  readonly during?: ((world: SetupWorld, running: RunningLogin) => Promise<void>) | undefined;
  /** The exit codes that the command may end with, if they are the same on every road. */
  readonly ends?: readonly (number | null)[] | undefined;
}

const otherSecret = "fedcba9876543210fedcba9876543210";
/** Every road ends with this call; by then the command has the token, and waits. */
const slowly = ({ simulator }: SetupWorld) =>
  simulator.faults.add({ match: { template: "/me" }, answer: { delayMs: 1500 } });

async function untilCalled({ simulator }: SetupWorld): Promise<void> {
  await expect.poll(() => simulator.requests().byEndpoint["/me"] ?? 0).toBeGreaterThan(0);
}

const courses: Readonly<Record<string, Course>> = {
  "all goes well": { ends: [0] },
  "the secret is wrong": { env: { TAP_INSTAGRAM_APP_SECRET: otherSecret } },
  "the person denies": { decision: { button: "deny" } },
  "the API cannot be reached": { env: { TAP_INSTAGRAM_API_URL: "http://127.0.0.1:9" }, ends: [4] },
  "the API repeats the token in its refusal": {
    before: ({ simulator, token }) => {
      const message = `Malformed access token ${token}`;
      simulator.faults.add({ match: { template: "/me" }, answer: { code: 190, message } });
      simulator.faults.add({ match: { template: "/oauth/access_token" }, answer: { code: 190, message } });
    },
    ends: [3],
  },
  "the folder is gone when the token is to be written": {
    before: slowly,
    during: async (world) => {
      await untilCalled(world);
      rmSync(world.folder, { recursive: true });
    },
    ends: [1],
  },
  "it is stopped": {
    before: slowly,
    during: async (world, { child }) => {
      await untilCalled(world);
      child.kill("SIGTERM");
    },
    // Before it listens to signals, it just ends.
    ends: [143, null],
  },
  "it is killed": {
    before: slowly,
    during: async (world, { child }) => {
      await untilCalled(world);
      child.kill("SIGKILL");
    },
    ends: [null],
  },
};

/** Goes a road, and searches all that is left on the way; gives what should not be there. */
async function search(road: Road, course: Course, seed: number): Promise<string[]> {
  const world = await setupWorld(road.login, { seed });
  writeConfig(world, { access_token: world.token, login: road.login, app_id: world.appId });
  const home = temporaryFolder();
  const browser = join(home, "browser.sh");
  writeFileSync(browser, `#!/bin/sh\necho "$@" > "$0.called"\nenv > "$0.env"\nsleep 0.2\n`, { mode: 0o755 });
  const env = { HOME: home, XDG_CACHE_HOME: home, XDG_STATE_HOME: home, TMPDIR: home, BROWSER: browser };
  course.before?.(world);
  const running = road.start(world, { ...env, ...course.env });
  const { code, state, shown } = await road.answer(world, running, course.decision ?? {});
  await course.during?.(world, running);
  const { code: ended, stdout, stderr } = await running.ended();
  const isAsExpected = course.ends?.includes(ended) ?? true;

  const files = existsSync(world.folder) ? filesBelow(world.folder) : new Map<string, string>();
  const config = files.get("config.json");
  const { access_token: token = world.token } = config === undefined ? {} : JSON.parse(config);
  if (config !== undefined) files.set("config.json", config.replace(token, ""));
  const places: Readonly<Record<string, string>> = {
    stdout: withoutAddresses(stdout),
    stderr,
    files: [...files, ...filesBelow(home)].join("\n"),
    browser: (await shown) ?? "",
    "the list of processes": processes?.seen() ?? "",
  };
  // Tokens that live for a moment, too, whose letters nobody here knows.
  for (const text of Object.values(places)) expectNoToken(text);
  const secrets = { token, "old token": world.token, secret: world.appSecret, otherSecret, code, state };
  const traces = Object.entries(places).flatMap(([place, text]) =>
    Object.entries(secrets).flatMap(([what, secret]) => {
      const trace = secret === undefined ? undefined : traceOf(String(secret), text);
      return trace === undefined ? [] : [`The ${what} is in ${place}: ${trace}`];
    }),
  );
  return [...(isAsExpected ? [] : [`It ended with ${ended}: ${stderr}`]), ...traces];
}

/** Without what the person opens: its state is no secret to the one who runs the command. */
function withoutAddresses(stdout: string): string {
  return JSON.stringify(
    eventsOf(stdout).map((event) => ({ ...event, url: undefined, authorize_url: undefined })),
  );
}

let processes: { seen(): string; stop(): void } | undefined;
beforeAll(() => {
  processes = watchProcesses();
});
afterAll(() => processes?.stop());

describe("no token, code or secret is left anywhere but in the settings file", () => {
  test.each(roads)("%s, whether all goes well or something fails", async (name, road) => {
    // Worlds with secrets of their own, as other tests run beside these.
    const firstSeed = 1000 + 100 * roads.findIndex(([one]) => one === name);
    const possible = Object.entries(courses).filter(
      ([, { decision }]) => decision === undefined || road.hasPerson,
    );
    const found = await Promise.all(
      possible.map(async ([course, steps], index) => [course, await search(road, steps, firstSeed + index)]),
    );
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(possible.map(([course]) => [course, []])));
  });

  test.runIf(existsSync("/proc/self/cmdline"))(
    "and the list of processes has what a child of ours starts",
    async () => {
      const { child } = start("sh", ["-c", "sh -c 'read line' grandchild; :"], {
        stdio: ["pipe", "pipe", "pipe"],
      });
      const seen = () => processes?.seen() ?? "";
      await expect.poll(seen).toMatch(/^sh -c read line grandchild $/m);
      child.stdin?.end();
    },
  );

  test("and the search finds one that is", () => {
    const secret = "EAAGx1y2z3a4b5c6d7e8f9g0h1i2j3k4l5m6n7o8p9";
    const bytes = Buffer.from(`{"token":"${secret}"}`);
    for (const text of [secret, secret.slice(7, 30), bytes.toString("base64"), bytes.toString("hex")])
      expect(traceOf(secret, `before ${text} after`)).toBeDefined();
    expect(traceOf(secret, `before ${secret.slice(0, 12)}… after`)).toBeUndefined();
  });
});
