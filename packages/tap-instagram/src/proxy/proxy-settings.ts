/** The environment of a process. */
export type Environment = { readonly [name: string]: string | undefined };

const proxyVariables = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"] as const;

/** A proxy that the environment names: `proxy.example:3128`, and the variable that says so. */
export interface NamedProxy {
  readonly variable: string;
  /** Host and port, without user and password. */
  readonly host: string;
}

/** The proxy that the environment names; `undefined` where it names none. Lower-case variables win, as with curl. */
export function namedProxy(env: Environment): NamedProxy | undefined {
  for (const variable of proxyVariables) {
    const value = env[variable];
    if (value) return { variable, host: hostOf(value) };
  }
  return undefined;
}

/** Says for an error message which proxy is used, or that there is none. Shows no password. */
export function proxyNote(env: Environment): string {
  const proxy = namedProxy(env);
  if (!proxy) return "no proxy is used, because HTTPS_PROXY is not set";
  const exceptions = env["no_proxy"] ?? env["NO_PROXY"];
  const except = exceptions ? `, except for NO_PROXY ${exceptions}` : "";
  return `the proxy ${proxy.host} of ${proxy.variable} is used${except}`;
}

function hostOf(value: string): string {
  const address = value.includes("://") ? value : `http://${value}`;
  return URL.canParse(address) ? new URL(address).host : "(not an address)";
}
