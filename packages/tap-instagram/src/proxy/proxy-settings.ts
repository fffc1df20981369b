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

/** What is wrong with the proxies that the environment names, and what to do; `undefined` where they can be used. */
export function proxyProblem(env: Environment): string | undefined {
  const variable = proxyVariables.find((name) => {
    const value = env[name];
    return value ? !isAddress(value) : false;
  });
  if (variable === undefined) return undefined;
  if (/^socks\w*:/i.test(env[variable] ?? ""))
    return `the value of ${variable} is the address of a SOCKS proxy, and only HTTP proxies can be used: set ${variable} to an HTTP proxy, http://HOST:PORT. Privoxy and others make one of a SOCKS proxy. Or unset it`;
  return `the value of ${variable} is not the address of an HTTP proxy, wanted http://HOST:PORT: correct ${variable}, or unset it`;
}

function isAddress(value: string): boolean {
  const address = withScheme(value);
  return URL.canParse(address) && ["http:", "https:"].includes(new URL(address).protocol);
}

function withScheme(value: string): string {
  return value.includes("://") ? value : `http://${value}`;
}

function hostOf(value: string): string {
  const address = withScheme(value);
  return URL.canParse(address) ? new URL(address).host : "(not an address)";
}
