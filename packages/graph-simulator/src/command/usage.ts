/** What `--help` prints, and what follows a complaint about flags. */
export const usage = `Usage: graph-simulator [options]

A local, strict stand-in for the Instagram Graph API. Prints one JSON line with addresses and tokens on stdout
when it listens, and runs until it gets SIGTERM or SIGINT.

Options:
  --port <number>            port on 127.0.0.1; 0 takes any free one (default 0)
  --seed <number>            everything that is made up is drawn from it (default 1)
  --world <name or file>     demo, large, tiny, or a JSON file with a world (default demo)
  --now <time>               ISO 8601; the clock stands still there (default: the system's clock)
  --latency-ms <number>      time every answer takes (default 0)
  --calls-per-day <number>   calls per account within 24 hours before code 80002
  --behaviour <name=value>   an answer to a disputed question, e.g. instagramHostBatch=serve; may be repeated
  --help                     print this
  --version                  print the version
`;
