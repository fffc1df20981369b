import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryAddress } from "../repository/address.ts";
import { bundleCommand } from "../bundles/bundle.ts";
import type { Distribution } from "./distributions.ts";
import { pythonVersion } from "./python-version.ts";
import { thirdPartyLicenses } from "../bundles/third-party-licenses.ts";

/** A folder that Python's build tools can build. */
export interface Stage {
  readonly folder: string;
  /** What its pyproject.toml takes from the environment. */
  readonly version: string;
}

/** Puts together what goes into a wheel, in a folder of its own. */
export async function stage(
  repository: string,
  { name, module, packageFolder }: Distribution,
  into: string,
): Promise<Stage> {
  const folder = join(into, name);
  const source = join(folder, "src", module);
  mkdirSync(source, { recursive: true });

  const bundle = await bundleCommand(repository, packageFolder);
  writeFileSync(join(source, "cli.mjs"), bundle.code);
  for (const file of ["__init__.py", "__main__.py"])
    cpSync(join(repository, "python/shim", file), join(source, file));
  for (const file of ["pyproject.toml", "README.md"])
    cpSync(join(repository, "python", name, file), join(folder, file));
  const address = repositoryAddress();
  if (address !== undefined)
    appendFileSync(join(folder, "pyproject.toml"), `\n[project.urls]\nRepository = "${address}"\n`);
  cpSync(join(repository, "LICENSE"), join(folder, "LICENSE"));
  writeFileSync(join(folder, "THIRD-PARTY-LICENSES.txt"), thirdPartyLicenses(repository, bundle.inputs));

  const { version }: { version: string } = JSON.parse(
    readFileSync(join(repository, "packages", packageFolder, "package.json"), "utf8"),
  );
  return { folder, version: pythonVersion(version) };
}
