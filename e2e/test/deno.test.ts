import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { built, repositoryPath } from "./commands.ts";
import { ended, runNode, start } from "./processes.ts";
import { simulatorHere } from "./simulator-here.ts";
import { byStreamAndAccount, finalState, messagesOf, withoutDrift } from "./singer-lines.ts";

const deno = repositoryPath("node_modules/.bin/deno");

test.skipIf(!existsSync(deno))(
  "under Deno the tap gives byte-identical records, from its sources",
  async () => {
    const simulator = await simulatorHere({ world: "tiny" });
    const env = { ...simulator.tapEnv, DENO_NO_UPDATE_CHECK: "1" };
    const tap = repositoryPath("packages/tap-instagram/src/cli.ts");
    const underDeno = await ended(
      start(deno, ["run", "--allow-all", tap, "--config", "ENV"], { env, cwd: repositoryPath(".") }),
    );
    const underNode = await runNode([built.tap, "--config", "ENV"], { env });
    expect(underDeno).toMatchObject({ code: 0 });
    expect(underNode).toMatchObject({ code: 0 });
    const [denoMessages = [], nodeMessages = []] = [underDeno, underNode].map(({ stdout }) =>
      messagesOf(withoutDrift(stdout)),
    );
    expect(byStreamAndAccount(denoMessages)).toEqual(byStreamAndAccount(nodeMessages));
    expect(finalState(denoMessages)).toEqual(finalState(nodeMessages));
  },
);
