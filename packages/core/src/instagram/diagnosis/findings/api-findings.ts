import type { GraphError } from "../../../graph/errors/errors.ts";
import type { DiagnosisContext } from "../context.ts";
import type { Finding } from "../step-of.ts";
import { vendorPages } from "./vendor-pages.ts";

/** The API did not answer, or it fails whatever it is asked, or something else answered. */
export function unreachable(error: GraphError): Finding {
  const common = { code: "api-unreachable", concern: "network", link: vendorPages.status } as const;
  if (error.status === undefined) {
    return {
      ...common,
      message: `The API does not answer: ${error.message}. The token is not the cause`,
      fix: "Check the network, the proxy and api_url. Then check whether Meta reports an outage",
    };
  }
  // Only the API itself answers with a code of its own.
  return error.code === undefined
    ? {
        ...common,
        message: `Something answers at the address of the API, but not the API: ${error.message}. The token is not the cause`,
        fix: "Check whether Meta reports an outage. If not, check whether a proxy or a firewall answers instead, and whether api_url is right",
      }
    : {
        ...common,
        message: `The API answers, but it fails: ${error.message}. The token is not the cause`,
        fix: "Check whether Meta reports an outage, and run it again later. Nothing has to be changed here",
      };
}

/** The settings cannot be used as they are. */
export function settingsInvalid(
  problems: readonly string[],
  { loginCommand }: Pick<DiagnosisContext, "loginCommand">,
): Finding {
  return {
    code: "settings-invalid",
    concern: "settings",
    message: problems.join("; "),
    fix: `Correct these settings${loginCommand === undefined ? "" : `. If you have no token yet, log in (${loginCommand})`}`,
    link: vendorPages.accessTokens,
  };
}

/** A version that never existed. */
export function versionUnknown(asked: string, known: readonly string[]): Finding {
  return {
    code: "version-unknown",
    concern: "settings",
    message: `The API has no version ${asked}. The token is not the cause`,
    fix: `Set api_version to one that exists: ${known.join(", ")}; or leave it out`,
    link: vendorPages.versions,
  };
}

/** A version that has ended: another one answers in its place. */
export function versionRetired(
  asked: string,
  ended: string | undefined,
  served: string | undefined,
): Finding {
  const when = ended === undefined ? "has ended" : `ended on ${ended}`;
  return {
    code: "version-retired",
    message: `Version ${asked} ${when}: ${served === undefined ? "another version" : served} answers in its place`,
    fix: "Leave api_version out, or set it to a version that is served",
    link: vendorPages.versions,
  };
}

/** A version that ends within two months. */
export function versionEndsSoon(asked: string, ends: string): Finding {
  return {
    code: "version-ends-soon",
    message: `Version ${asked} ends on ${ends}`,
    fix: "Leave api_version out, or set it to a later version before that day",
    link: vendorPages.versions,
  };
}
