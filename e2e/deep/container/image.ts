import { standIns } from "../../machines/podman/stand-ins.ts";
import type { Ended, Running, SimulatorProcess } from "../../test/processes.ts";
import type { Engine } from "../../machines/podman/engine.ts";

/** Images that are built here, and the one under all of them that is only stood in for. */
export const images = {
  base: standIns.NODE,
  tap: "localhost/tap-instagram",
  airbyte: "localhost/airbyte-source-instagram",
  buildStage: "localhost/build-stage",
};

/** Starts the tap's image as its users are told to, in the network of this machine, with all that may be forbidden so. */
export function startHardened(
  engine: Engine,
  env: SimulatorProcess["tapEnv"],
  flags: readonly string[] = [],
  args: readonly string[] = [],
): Running {
  const forbidden = ["--read-only", "--cap-drop=all", "--security-opt=no-new-privileges"];
  return engine.start([
    "run",
    "--rm",
    "--network=host",
    ...forbidden,
    ...Object.entries(env).map(([name, value]) => `--env=${name}=${value}`),
    ...flags,
    images.tap,
    ...args,
  ]);
}

/** Runs a command of the system's in an image, as root, who sees everything. */
export function inside(engine: Engine, image: string, command: string, ...args: string[]): Promise<Ended> {
  return engine.run(["run", "--rm", "--user=0", `--entrypoint=${command}`, image, ...args]);
}

/** Every file and link of an image. */
export async function filesOf(engine: Engine, image: string): Promise<string[]> {
  const { stdout } = await inside(engine, image, "find", "/", "-xdev", "-not", "-type", "d");
  return stdout.trim().split("\n");
}

/** Waits for a text on what a process prints. */
export async function printed({ child }: Running, text: string): Promise<void> {
  let output = "";
  await new Promise<void>((done) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes(text)) done();
    });
    child.once("close", () => done());
  });
}
