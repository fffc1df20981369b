import { userBreakdowns, userDemographics, userMetrics } from "@tap-instagram/core/matrix";
import { namesIn, type NotServed } from "./not-served/not-served.ts";
import { notServed } from "./not-served.ts";
import { pinnedSdk } from "./sdk/pinned-sdk.ts";
import type { Part, SdkName } from "./sdk-name.ts";
import { comparedClasses, type ComparedClass } from "./tables/compared-classes.ts";
import { outsideSdk } from "./tables/outside-sdk.ts";
import { served } from "./tables/served.ts";

/** docs/vendor.md: what we serve of the names that Meta's SDK has, and why not the rest. */
export function renderVendorPage(): string {
  return [introduction, ...comparedClasses.map(sectionOf), outsideSection(), ""].join("\n\n");
}

const introduction = `# Names held against Meta's SDK

Generated from the code; \`npm run docs\` writes it anew.

Meta generates its Python SDK, \`facebook-business\` on PyPI, from the API itself. The SDK says which names the API has
on which host. It does not say when an app gets an answer. \`npm run vendor:check\` holds our tables against it:

| you want to | run |
| --- | --- |
| hold our tables against the pinned version, ${pinnedSdk.version} | \`npm run vendor:check\` |
| hold them against the newest version | \`npm run vendor:check -- --newest\` |
| hold them against a copy of your own | \`npm run vendor:check -- --sdk FOLDER\\|WHEEL\` |
| have the result as JSON | \`npm run vendor:check -- --json\` |

It ends with 0 where they agree, with 1 where they differ or the SDK cannot be read, and with 2 for wrong flags.
\`.ci/run\` checks the pinned version. A workflow checks the newest one every week, and opens an issue where they differ.

When it is red, each line says what changed and in which file to answer:

- **New**: serve the name with a row in the table that the line names, or write a reason into \`scripts/vendor/not-served\`.
- **Gone**: the SDK no longer has a name. Look it up in
  [Meta's changelog](https://developers.facebook.com/docs/instagram-platform/changelog). Then retire its row, or delete
  its reason.
- **Unreadable**: a class is gone, or the SDK is written in a new way.

Then pin the version you checked, in \`scripts/vendor/sdk/pinned-sdk.ts\`, in the same commit. We take names from the SDK,
as facts, and ship nothing of it.`;

function sectionOf(one: ComparedClass): string {
  const isOfClass = ({ class: className }: SdkName) => className === one.name;
  const names = served.filter(isOfClass);
  const reasons = notServed.filter(({ classes }) => classes.includes(one.name));
  return [
    `## ${one.name}: ${one.subject}, ${one.host === "facebook" ? "Facebook Login" : "Instagram Login"}`,
    names.length === 0
      ? "Nothing of it is served."
      : ["Served:", "", ...listsOf(names).map((list) => `- ${list}`)].join("\n"),
    ...(reasons.length === 0 ? [] : [tableOf(one, reasons)]),
  ].join("\n\n");
}

function tableOf({ name: className }: ComparedClass, reasons: readonly NotServed[]): string {
  const rows = reasons.map((entry) => {
    // Parameters of an edge that is not served are not worth a word.
    const isWorthIt = ({ part }: SdkName) => part !== "parameter" || entry.part === "parameter";
    const names = namesIn(entry).filter((name) => name.class === className && isWorthIt(name));
    return `| ${listsOf(names).join("; ")} | ${entry.reason} | ${entry.date} |`;
  });
  return ["| not served | why | judged on |", "| --- | --- | --- |", ...rows].join("\n");
}

const plurals: Record<Part, string> = {
  Field: "fields",
  Metric: "metrics",
  Breakdown: "breakdowns",
  Period: "periods",
  MetricType: "metric types",
  Timeframe: "timeframes",
  edge: "edges",
  parameter: "parameters",
};

/** `fields: `id`, `username``, and so on for each kind of name; an edge comes with those of its parameters. */
function listsOf(names: readonly SdkName[]): string[] {
  const isOfListedEdge = ({ edge }: SdkName) =>
    names.some(({ part, name }) => part === "edge" && name === edge);
  return [...new Set(names.map(({ part }) => part))].flatMap((part) => {
    const those = names.filter((name) => name.part === part && !isOfListedEdge(name));
    if (those.length === 0) return [];
    const edge = those[0]?.edge === undefined ? "" : ` of \`${those[0].edge}\``;
    return [`${plurals[part]}${edge}: ${those.map((name) => inCode(name, names)).join(", ")}`];
  });
}

function inCode({ part, name }: SdkName, names: readonly SdkName[]): string {
  const parameters = part === "edge" ? names.filter(({ edge }) => edge === name) : [];
  const listed = parameters.map((parameter) => `\`${parameter.name}\``).join(", ");
  return parameters.length === 0 ? `\`${name}\`` : `\`${name}\` (${listed})`;
}

function outsideSection(): string {
  const requests = [...userMetrics, ...userBreakdowns, ...userDemographics];
  const metrics = [...new Set(requests.map(({ metric }) => `\`${metric}\``))];
  const rows = outsideSdk.map(
    ({ classes, part, names, source, date }) =>
      `| ${classes.map((name) => `\`${name}\``).join(", ")} | ${part} | ${names.map((name) => `\`${name}\``).join(", ")} | ${source} | ${date} |`,
  );
  return [
    "## Served, and not in the SDK",
    `The SDK has no list of the metrics of accounts: ${metrics.join(", ")}.`,
    [
      "| class | list | names | who has seen them | judged on |",
      "| --- | --- | --- | --- | --- |",
      ...rows,
    ].join("\n"),
  ].join("\n\n");
}
