import { appendFile } from "node:fs/promises";
import { parseMessage, readLines, type JsonValue, type TargetDefinition } from "../index.ts";
import { defineSettings, setting } from "../settings.ts";

const targetSettings = defineSettings({
  path: setting.text({ title: "File", description: "Where records go.", default: "records.jsonl" }),
});

export const target: TargetDefinition<typeof targetSettings> = {
  name: "target-file",
  version: "1.0.0",
  description: "Appends every record to one file.",
  capabilities: ["about"],
  settings: targetSettings,
  async run({ settings: { path }, input, writeState, signal }) {
    let state: JsonValue | undefined;
    for await (const line of readLines(input)) {
      if (signal.aborted) break; // the last line may be cut
      const message = parseMessage(line);
      if (message.type === "RECORD") await appendFile(path, `${JSON.stringify(message.record)}\n`);
      if (message.type === "STATE") state = message.value;
    }
    if (state !== undefined) await writeState(state);
    return 0;
  },
};
