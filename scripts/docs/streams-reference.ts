import type { JsonSchema, StreamDeclaration } from "@tap-instagram/singer";

/** What a stream takes beside the basic permission, with each login. */
export interface OptionalPermissions {
  readonly name: string;
  readonly permissions?: PermissionNames | undefined;
  /** True where no source names them. */
  readonly isUndocumented?: boolean | undefined;
}

interface PermissionNames {
  readonly facebook?: readonly string[] | undefined;
  readonly instagram?: readonly string[] | undefined;
}

/** A page that shows every column of every stream. */
export function renderStreamsReference(
  streams: readonly StreamDeclaration[],
  wants: readonly OptionalPermissions[],
): string {
  const sections = streams.map((stream) => [
    `## ${stream.name}`,
    `${stream.description}.`,
    [facts(stream), ...permissions(wants.find(({ name }) => name === stream.name))].join(" "),
    table(stream),
  ]);
  return [
    "# Streams",
    "Generated from the code; `npm run docs` writes it anew.",
    "Empty is null, never 0. Ids are texts. Times are UTC. Columns marked ○ are there when the catalog selects them.",
    ...sections.flat(),
  ]
    .join("\n\n")
    .concat("\n");
}

function facts({ keyProperties, replicationMethod, replicationKey, forced }: StreamDeclaration): string {
  const choice =
    replicationMethod === "FULL_TABLE" && replicationKey !== undefined && !forced
      ? `; INCREMENTAL on \`${replicationKey}\` if the catalog says so`
      : replicationMethod === "INCREMENTAL"
        ? ` on \`${replicationKey}\``
        : "";
  return `Key: ${keyProperties.map((key) => `\`${key}\``).join(", ")}. Replication: ${replicationMethod}${choice}.`;
}

function permissions(wants: OptionalPermissions | undefined): string[] {
  if (wants?.isUndocumented) return ["Meta does not say which permission it needs."];
  const { facebook = [], instagram = [] } = wants?.permissions ?? {};
  const logins = [
    { login: "Facebook Login", names: facebook },
    { login: "Instagram Login", names: instagram },
  ].filter(({ names }) => names.length > 0);
  if (logins.length === 0) return [];
  const texts = logins.map(
    ({ login, names }) => `${names.map((name) => `\`${name}\``).join(", ")} with ${login}`,
  );
  return [`Needs the permission ${texts.join(", ")}.`];
}

function table({ schema, notSelectedByDefault = [] }: StreamDeclaration): string {
  const optional = new Set(notSelectedByDefault.map((path) => path.join(".")));
  return ["| column | type | meaning |", "| --- | --- | --- |", ...rows(schema, "", optional)].join("\n");
}

function rows(schema: JsonSchema, prefix: string, optional: ReadonlySet<string>): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, column]) => {
    const path = prefix + name;
    const mark = optional.has(path) ? " ○" : "";
    const row = `| \`${path}\`${mark} | ${typeOf(column)} | ${column.description ?? ""} |`;
    // 24 columns that differ by the hour tell less than one line.
    if (path === "online_followers")
      return [row, "| `online_followers.0` … `.23` | integer | Followers online in that hour |"];
    return [row, ...rows(column.items ?? column, `${path}.`, optional)];
  });
}

function typeOf({ type, format }: JsonSchema): string {
  const word = [type].flat().find((one) => one !== "null") ?? "any";
  return format ?? word;
}
