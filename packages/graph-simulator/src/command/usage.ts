/** What `--help` prints, and what follows a complaint about flags. */
export const usage = `Usage: graph-simulator [options]

A local, strict stand-in for the Instagram Graph API. Prints one JSON line with addresses and tokens on stdout
once it listens. SIGTERM and SIGINT end it.

Options:
  --port <number>            port on 127.0.0.1; 0 takes any free one (default 0)
  --seed <number>            the source of everything made up (default 1)
  --world <name or file>     demo, large, tiny, a broken setup such as expired-token (the README lists them all),
                             or a JSON file with a world (default demo)
  --now <time>               ISO 8601; the clock stops there (default: the system's clock)
  --latency-ms <number>      time every answer takes (default 0)
  --calls-per-day <number>   calls per account within 24 hours before code 80002
  --behaviour <name=value>   how it answers where sources disagree, e.g. instagramHostBatch=serve; may be repeated
  --help                     print this
  --version                  print the version
`;
