import { secondsText } from "../durations.ts";
import { BodyTooLongError } from "./read-text.ts";
import { DeadlineError } from "./deadline.ts";
import type { BrokenReason } from "../errors/broken-reason.ts";

/** Why no answer came: what happened, and what to do, if known. */
export interface ConnectionFailure {
  readonly reason: BrokenReason;
  readonly found: string;
  readonly hint?: string | undefined;
}

/** No request leaves this machine, or none arrives: the codes of Node and Bun, then the texts of Deno, and of a port that fetch does not use. */
const noNetwork =
  /\b(?:ENOTFOUND|EAI_AGAIN|EAI_FAIL|ECONNREFUSED|ENETUNREACH|ENETDOWN|EHOSTUNREACH|EHOSTDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket)\b|dns error|connection refused|network is unreachable|no route to host|^bad port$/i;

/** What a proxy says that refuses a tunnel, in the words of undici, which is also the fetch of Node. */
const proxyAnswer = /\bProxy response \((\d{3})\)/;

/** The code of an error that says itself what is wrong with the address of a proxy. */
const wrongProxy = "ERR_WRONG_PROXY";

const proxyPassword =
  "The proxy wants a name and a password: give them in HTTPS_PROXY, as http://name:password@host:port";

const certificate =
  /\b(?:CERT_\w+|\w*SELF_SIGNED_CERT\w*|UNABLE_TO_\w+|ERR_TLS_\w+|ERR_SSL_\w+|EPROTO)\b|\bcertificate\b/i;

/**
 * The meaning of an error that a request to `host` threw.
 *
 * @param hasBegun Whether the answer had begun to come.
 */
export function connectionFailureOf(thrown: unknown, host: string, hasBegun: boolean): ConnectionFailure {
  if (thrown instanceof DeadlineError) {
    const found = hasBegun
      ? `The answer began, and did not end within ${secondsText(thrown.timeoutMs)}`
      : thrown.message;
    return { reason: "timeout", found };
  }
  if (thrown instanceof BodyTooLongError) return { reason: "too-long", found: thrown.message };
  const ofProxy = wrongProxyIn(thrown);
  if (ofProxy) return { reason: "wrong-proxy", found: ofProxy.message };
  const found = innermostMessage(thrown);
  // The fetch of Node gives no reason for one status alone: 407, which only proxies send.
  if (found === "")
    return {
      reason: "network",
      found: `No answer of ${host} that can be used: perhaps a proxy answered with HTTP 407`,
      hint: proxyPassword,
    };
  const answerOfProxy = proxyAnswer.exec(found)?.[1];
  if (answerOfProxy !== undefined)
    return {
      reason: "no-network",
      found: `The proxy opens no connection to ${host}: ${found}`,
      hint:
        answerOfProxy === "407"
          ? proxyPassword
          : "Ask the people who run the proxy to allow this host, or list the host in NO_PROXY",
    };
  if (noNetwork.test(found))
    return {
      reason: "no-network",
      found: `No connection to ${host}: ${found}`,
      hint: `${isLoopback(host) ? ofLoopback : ofNetwork}. This is not an outage of the API`,
    };
  if (certificate.test(found)) return certificateFailure(found, host);
  return { reason: "network", found };
}

const ofNetwork =
  "Check the network, the name server and the proxy of this machine (HTTPS_PROXY), and the address of the API";

const ofLoopback =
  "Nothing answers at this address of this machine: start the server there, or correct the address of the API";

function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/.test(host);
}

/** Another authority helps where it is missing, and nowhere else. */
function certificateFailure(found: string, host: string): ConnectionFailure {
  const reason = "certificate";
  if (/EXPIRED|NOT_YET_VALID|has expired|not yet valid/i.test(found))
    return {
      reason,
      found: `The certificate of ${host} is not valid today: ${found}`,
      hint: "Check the clock of this machine. If it is right, the server needs a new certificate",
    };
  if (/ALTNAME|not ?valid ?for ?name/i.test(found))
    return {
      reason,
      found: `The certificate is one of another server than ${host}: ${found}`,
      hint: "Correct the address of the API, or ask the people who run the server or the proxy",
    };
  if (/\bEPROTO\b|WRONG_VERSION_NUMBER|wrong version number|corrupt message/i.test(found))
    return {
      reason,
      found: `The server at ${host} does not speak TLS as wanted: ${found}`,
      hint: "Check the port and https:// in the address of the API, and the proxy of this machine (HTTPS_PROXY)",
    };
  return {
    reason,
    found: `The certificate of ${host} is not trusted: ${found}`,
    hint: "If the server is your own, or a proxy of your organisation inspects traffic, name the certificate of its authority in NODE_EXTRA_CA_CERTS",
  };
}

function wrongProxyIn(thrown: unknown): Error | undefined {
  for (let error = thrown; error instanceof Error; error = error.cause)
    if ("code" in error && error.code === wrongProxy) return error;
  return undefined;
}

/** The innermost message: fetch wraps what happened (`ECONNRESET`) in layers that hold the whole request. */
function innermostMessage(thrown: unknown): string {
  let error = thrown;
  while (error instanceof Error) {
    // A name with several addresses gives one error per address.
    const cause: unknown = error instanceof AggregateError ? (error.errors[0] ?? error.cause) : error.cause;
    if (!(cause instanceof Error)) break;
    error = cause;
  }
  if (!(error instanceof Error)) return String(error);
  // Deno's innermost message holds the whole address too.
  const message = error.message.replace(/ for url \(\S+\)/, "");
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return message.includes(code) ? message : `${code}: ${message}`;
}
