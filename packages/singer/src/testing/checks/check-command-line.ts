import { isJsonObject, preview } from "../../json/json.ts";
import { runExecutable } from "../run-executable.ts";
import type { TapTest } from "./tap-test.ts";

const aboutKeys = ["name", "description", "version", "capabilities", "settings"];

/** Checks wrong flags, a broken config file, help and about. */
export async function checkCommandLine({ tap, folder, findings, run }: TapTest): Promise<void> {
  findings.recordCheck("wrong flags", "broken config", "about");

  const unknown = await run(["--no-such-flag"]);
  if (unknown.exitCode === 0) findings.defect("wrong flags", "An unknown flag is accepted");
  if (unknown.stdout !== "")
    findings.defect("wrong flags", `After an unknown flag, stdout has ${preview(unknown.stdout)}`);
  if (unknown.exitCode !== 2)
    findings.advice("wrong flags", `Exit code ${unknown.exitCode}, wanted 2, as most programs use`);

  const broken = await runExecutable(tap, ["--config", await folder.file("broken.json", '{"a":')]);
  if (broken.exitCode === 0) findings.defect("broken config", "A config file that is not JSON is accepted");
  if (broken.stdout !== "")
    findings.defect("broken config", `With a broken config file, stdout has ${preview(broken.stdout)}`);
  if (broken.stderr.trim() === "")
    findings.defect("broken config", "With a broken config file, stderr is empty");

  const about = await runExecutable(tap, ["--about", "--format=json"]);
  let json: unknown;
  try {
    json = JSON.parse(about.stdout);
  } catch {
    findings.advice(
      "about",
      "--about --format=json does not print a JSON document, which the Hub's tools need",
    );
    return;
  }
  const missing = aboutKeys.filter((key) => !isJsonObject(json) || json[key] === undefined);
  if (missing.length > 0) findings.advice("about", `--about --format=json lacks ${missing.join(", ")}`);
}
