// A tap that behaves, but for the defect its config names. It uses nothing of the kit, so that it shares no mistake
// with the checks it is there to try.
import { readFileSync } from "node:fs";

const argv = process.argv.slice(2);
const after = (flag) => (argv.includes(flag) ? argv[argv.indexOf(flag) + 1] : undefined);
const write = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const fail = (code, text) => {
  process.stderr.write(`CRITICAL ${text}\n`);
  process.exit(code);
};

let config;
try {
  config = JSON.parse(readFileSync(after("--config") ?? "/dev/null", "utf8") || "{}");
} catch {
  fail(1, "The config is no JSON");
}
const has = (defect) => config.defect === defect;
if (argv.includes("--no-such-flag") && !has("accepts any flag")) fail(2, "Unknown flag");
if (argv.includes("--no-such-flag")) process.exit(0);
if (argv.includes("--about")) {
  write({ name: "tap-hostile", description: "", version: "0", capabilities: [], settings: {} });
  process.exit(0);
}
if (has("shows its token")) process.stderr.write(`using ${config.access_token}\n`);

const properties = {
  id: { type: ["string"] },
  date: { type: ["string", "null"], format: "date-time" },
  name: { type: ["string", "null"] },
};
const entry = (name) => ({
  tap_stream_id: name,
  stream: name,
  schema: { type: "object", properties },
  key_properties: ["id"],
  metadata: [
    { breadcrumb: [], metadata: { inclusion: "available", selected: true, "table-key-properties": ["id"] } },
    ...Object.keys(properties).map((property) => ({
      breadcrumb: ["properties", property],
      metadata: { inclusion: property === "id" && !has("key not automatic") ? "automatic" : "available" },
    })),
  ].filter(({ breadcrumb }) => !(has("lacks metadata") && breadcrumb[1] === "name")),
});

if (argv.includes("--discover")) {
  if (has("noisy discovery")) process.stdout.write("Starting discovery\n");
  const streams = ["items", "people"].map(entry);
  if (has("long line")) streams[0].schema.description = "x".repeat(70_000);
  process.stdout.write(JSON.stringify({ streams }, null, has("long line") ? 0 : 2));
  process.exit(0);
}

const catalog = JSON.parse(readFileSync(after("--catalog"), "utf8"));
const stateFile = after("--state");
const state = stateFile === undefined ? { bookmarks: {} } : JSON.parse(readFileSync(stateFile, "utf8"));
const metadataOf = (stream, path) =>
  stream.metadata.find(({ breadcrumb }) => JSON.stringify(breadcrumb) === JSON.stringify(path))?.metadata ??
  {};

let isStopping = false;
if (!has("dies of SIGTERM")) process.on("SIGTERM", () => (isStopping = true));
process.stdout.on("error", (error) => {
  if (has("complains of the closed pipe")) process.stderr.write(`BrokenPipeError: ${error.code}\n`);
  process.exit(0);
});

if (has("prints noise")) process.stdout.write("Hello\n");
for (const stream of catalog.streams) {
  if (metadataOf(stream, []).selected === false && !has("ignores selection")) continue;
  const dropped = Object.keys(properties).filter(
    (name) =>
      metadataOf(stream, ["properties", name]).selected === false && !has("keeps deselected properties"),
  );
  const kept = Object.fromEntries(Object.entries(properties).filter(([name]) => !dropped.includes(name)));
  const schema = {
    type: "SCHEMA",
    stream: stream.tap_stream_id,
    schema: { type: "object", properties: kept },
    key_properties: [has("key not in schema") ? "uuid" : "id"],
  };
  if (!has("record before schema")) write(schema);
  for (let index = 1; index <= 12; index += 1) {
    if (isStopping && !has("loses its state at SIGTERM")) break;
    if (isStopping) process.exit(0);
    const record = { id: String(has("repeats keys") ? 1 : index), date: "2026-01-01T00:00:00Z", name: null };
    if (has("null key")) record.id = null;
    if (has("invalid date")) record.date = "2026-02-31T00:00:00Z";
    if (has("no zone")) record.date = "2026-01-31 00:00:00";
    if (has("wrong type")) record.name = 5;
    if (has("unknown property")) record.colour = "red";
    if (has("half a character")) record.name = "\ud800";
    for (const name of dropped) delete record[name];
    write({ type: "RECORD", stream: stream.tap_stream_id, record });
    if (config.slow) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  if (has("record before schema")) write(schema);
  const value = has("goes back") && stateFile !== undefined ? "2025-01-01T00:00:00Z" : "2026-01-01T00:00:00Z";
  state.bookmarks[stream.tap_stream_id] = { replication_key: "date", replication_key_value: value };
  // What a run remembers for the next one, which needs it no longer.
  if (stateFile === undefined) state.bookmarks[stream.tap_stream_id].missing_days = ["2025-12-31"];
  if (isStopping) break;
}
if (has("crashes with a trace")) throw new Error("oops");
if (has("forgets a stream") && stateFile !== undefined) delete state.bookmarks.items;
if (has("leaves progress markers"))
  state.bookmarks.items = { ...state.bookmarks.items, progress_markers: {} };
if (!has("no state")) write({ type: "STATE", value: state });
if (has("record after state")) write({ type: "RECORD", stream: "items", record: { id: "99" } });
if (has("cut off")) process.stdout.write('{"type":"STATE","val');
if (has("hangs")) setInterval(() => undefined, 1000);
else process.exitCode = has("exit code") ? 7 : 0;
