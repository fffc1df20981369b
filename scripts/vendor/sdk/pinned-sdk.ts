/** The version of Meta's Python SDK that our tables were last held against, and the digest of its wheel. */
export const pinnedSdk = {
  version: "26.0.3",
  sha256: "2098d93477125ed1ff64e5af0d19fd4abe7f08631a7caa7bbda167730bf6c453",
};
