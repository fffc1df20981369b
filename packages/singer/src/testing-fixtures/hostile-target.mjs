// A target that behaves, but for the defect its config names; it uses nothing of the kit.
import { readFileSync } from "node:fs";

const config = JSON.parse(readFileSync(process.argv[process.argv.indexOf("--config") + 1], "utf8"));
const has = (defect) => config.defect === defect;
const schemas = new Set();
let state;

const finish = () => {
  if (has("always prints a state")) state ??= {};
  if (state !== undefined && !has("prints no state")) {
    process.stdout.write(
      `${JSON.stringify(has("prints the message") ? { type: "STATE", value: state } : state)}\n`,
    );
  }
  process.exit(0);
};
const refuse = (text) => {
  if (has("accepts anything")) return;
  if (has("prints a state when it fails")) process.stdout.write(`${JSON.stringify({ a: 1 })}\n`);
  process.stderr.write(`CRITICAL ${text}\n`);
  process.exit(1);
};
if (!has("dies of SIGTERM")) process.on("SIGTERM", has("waits for its input") ? () => undefined : finish);

let rest = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (chunk) => {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop();
  for (const line of lines) {
    if (line === "") continue;
    let message;
    try {
      message = JSON.parse(line);
    } catch {
      refuse("A line is no JSON");
      continue;
    }
    const type = has("minds the case") ? message.type : message.type.toUpperCase();
    if (type === "SCHEMA") schemas.add(message.stream);
    else if (type === "RECORD" && !schemas.has(message.stream)) refuse("A record comes before its schema");
    else if (type === "RECORD" && message.record.id === undefined) refuse("A record lacks its key");
    else if (type === "RECORD" && has("forgets its state")) state = undefined;
    else if (type === "STATE") state = message.value;
    else if (type !== "RECORD") refuse(`Unknown type ${type}`);
    if (has("prints noise")) process.stdout.write("ok\n");
  }
});
process.stdin.on("end", finish);
