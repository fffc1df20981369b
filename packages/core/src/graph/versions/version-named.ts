import { apiVersions, type ApiVersion } from "./api-versions.ts";

/** What is known about a version by its name alone. Versions older than the table have ended. */
export function versionNamed(name: string): ApiVersion | "ended" | "not-known" {
  const known = apiVersions.find((version) => version.name === name);
  if (known) return known;
  const oldest = Number(/^v(\d+)/.exec(apiVersions[0]?.name ?? "")?.[1]);
  const asked = Number(/^v(\d+)\.\d+$/.exec(name)?.[1]);
  return asked >= 1 && asked < oldest ? "ended" : "not-known";
}
