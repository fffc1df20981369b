import process from "node:process";
import { endProcess, nodeHost, runTap } from "../index.ts";
import { sampleTap } from "./sample-tap.ts";

// A dependency that prints must not spoil stdout.
const noisy = {
  ...sampleTap,
  sync: async (run: Parameters<typeof sampleTap.sync>[0]): Promise<number> => {
    // oxlint-disable-next-line no-console
    console.log("noise from a dependency");
    return sampleTap.sync(run);
  },
};

endProcess(process, await runTap(noisy, nodeHost(process)));
