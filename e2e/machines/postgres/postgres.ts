import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { Client, types, type CustomTypesConfig, type QueryResultRow } from "pg";
import { install, isRoot, mayInstall } from "../debian/install.ts";
import { succeed } from "../../test/processes.ts";

/** A PostgreSQL of its own, with one user and the database `postgres`. */
export interface Postgres {
  /** For SQLAlchemy with psycopg. */
  readonly url: string;
  /** The rows of a query. */
  query<T extends QueryResultRow>(sql: string): Promise<T[]>;
  stop(): Promise<void>;
}

/**
 * Where PostgreSQL's server commands are. Where everything runs as root for a test and then goes, as in CI, a
 * missing server is installed.
 */
export async function findPostgres(): Promise<string | undefined> {
  const found = serverFolder();
  if (found !== undefined || !mayInstall()) return found;
  try {
    await install(["postgresql"]);
  } catch {
    return undefined;
  }
  return serverFolder();
}

function serverFolder(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, "bin")),
    ...(process.env["PATH"] ?? "").split(delimiter),
  ];
  return folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "pg_ctl")));
}

/** Starts a server in a new folder, on a free port of 127.0.0.1. */
export async function startPostgres(binaries: string): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  // The server refuses to run as root, and only its user may see its folder.
  const run = async (command: string, args: readonly string[]) =>
    isRoot()
      ? succeed("runuser", ["-u", "postgres", "--", join(binaries, command), ...args], {
          cwd: dirname(folder),
        })
      : succeed(join(binaries, command), args, { cwd: folder });
  if (isRoot()) await succeed("chown", ["postgres", folder]);
  chmodSync(folder, 0o700);

  const data = join(folder, "data");
  await run("initdb", ["-D", data, "-A", "trust", "-U", "tester", "-E", "UTF8", "--locale=C", "--no-sync"]);
  const port = await freePort();
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
  await run("pg_ctl", ["-D", data, "-w", "-s", "-l", join(folder, "log"), "-o", options, "start"]);
  const client = new Client({
    host: "127.0.0.1",
    port,
    user: "tester",
    database: "postgres",
    types: numbers,
  });
  await client.connect();
  return {
    url: `postgresql+psycopg://tester@127.0.0.1:${port}/postgres`,
    query: async <T extends QueryResultRow>(sql: string) => (await client.query<T>(sql)).rows,
    stop: async () => {
      await client.end();
      await run("pg_ctl", ["-D", data, "-m", "immediate", "-s", "stop"]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Counts are bigint, which pg gives as text. */
const numbers: CustomTypesConfig = {
  getTypeParser: (type, format) =>
    type === types.builtins.INT8 ? Number : types.getTypeParser(type, format),
};

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === "string") throw new Error("No port is free");
  return address.port;
}
