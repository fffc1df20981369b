import type { ServerResponse } from "node:http";
import { splitVersion } from "../api/execute.ts";
import { facebookPage } from "../login/facebook-page.ts";
import type { LoginPage } from "../login/html.ts";
import { instagramPage } from "../login/instagram-page.ts";
import type { Simulation } from "../simulation.ts";
import type { RawRequest } from "./read-request.ts";

/** Answers a browser at one of the two login pages; false if the path is for neither. */
export function handleLogin(raw: RawRequest, response: ServerResponse, simulation: Simulation): boolean {
  const page = pageAt(raw, simulation);
  if (page === undefined) return false;
  response.writeHead(page.status, page.headers);
  response.end(page.body);
  return true;
}

function pageAt({ method, segments, parameters }: RawRequest, simulation: Simulation): LoginPage | undefined {
  const [host, ...rest] = segments;
  const [, path] = splitVersion(rest);
  if (host === "www.facebook.com" && path.join("/") === "dialog/oauth")
    return facebookPage(method, parameters, simulation);
  return host === "www.instagram.com" && rest.join("/") === "oauth/authorize"
    ? instagramPage(method, parameters, simulation)
    : undefined;
}
