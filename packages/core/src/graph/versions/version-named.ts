import { apiVersions, type ApiVersion } from "./api-versions.ts";
import { versionNumber } from "./version-number.ts";

/** What is known about a version by its name alone. Versions older than the table have ended. */
export function versionNamed(name: string): ApiVersion | "ended" | "not-known" {
  const known = apiVersions.find((version) => version.name === name);
  if (known) return known;
  const [oldest] = apiVersions;
  const asked = versionNumber(name);
  return oldest && asked >= 1 && asked < versionNumber(oldest.name) ? "ended" : "not-known";
}
