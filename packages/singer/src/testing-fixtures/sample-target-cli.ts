import process from "node:process";
import { endProcess, nodeHost, parseMessage, readLines, runTarget } from "../index.ts";

endProcess(
  process,
  await runTarget(
    {
      name: "target-sample",
      version: "1.0.0",
      description: "Forgets what it reads.",
      settings: {},
      capabilities: ["about"],
      run: async ({ input, logger, signal, writeState }) => {
        for await (const line of readLines(input)) {
          // What follows the signal may be half a line.
          if (signal.aborted) break;
          const message = parseMessage(line);
          if (message.type === "RECORD") logger.info("read a record");
          if (message.type === "STATE") await writeState(message.value);
        }
        return 0;
      },
    },
    nodeHost(process),
  ),
);
