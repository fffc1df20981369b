import type { JsonValue, StreamDeclaration } from "@tap-instagram/singer";
import { meltanoSettingGroups, meltanoSettings } from "@tap-instagram/singer/reference";
import type { SettingDefinitions } from "@tap-instagram/singer/settings";

/** What a plugin definition is made from. */
export interface Plugin {
  readonly name: string;
  readonly description: string;
  readonly capabilities: readonly string[];
  readonly settings: SettingDefinitions;
}

/** What Meltano shows as its name, which distribution of PyPI holds it, and where its source lies. */
export interface Listing {
  readonly label: string;
  readonly pipUrl: string;
  readonly repo: string | undefined;
}

/** How Meltano comes by the command: it installs it, or finds it on PATH. */
export type Installation = "pip" | "executable";

/** A definition of a plugin of Meltano's; what is undefined is not in it. */
export interface PluginDefinition {
  readonly [key: string]: JsonValue | undefined;
}

/** Capabilities the Singer SDK has a word for, and the schema of meltano.yml has not. */
const unknownToMeltano = new Set(["validate-records"]);

/** A definition for `meltano add --from-ref`. */
export function pluginDefinition(
  plugin: Plugin,
  listing: Listing,
  installation: Installation,
  streams: readonly StreamDeclaration[] = [],
): PluginDefinition {
  return {
    name: plugin.name,
    namespace: plugin.name.replaceAll("-", "_"),
    label: listing.label,
    description: plugin.description,
    repo: listing.repo,
    pip_url: installation === "pip" ? listing.pipUrl : undefined,
    executable: plugin.name,
    capabilities: plugin.capabilities.filter((capability) => !unknownToMeltano.has(capability)),
    settings_group_validation: groupsOf(plugin.settings),
    select: streams.length === 0 ? undefined : selectionOf(streams),
    settings: meltanoSettings(plugin.settings),
  };
}

/** A list of one empty group would say nothing. */
function groupsOf(settings: SettingDefinitions): string[][] | undefined {
  const groups = meltanoSettingGroups(settings).filter((group) => group.length > 0);
  return groups.length === 0 ? undefined : groups;
}

/** What the tap selects by default. Meltano's own default is everything, however many calls that costs. */
export function selectionOf(streams: readonly StreamDeclaration[]): string[] {
  const selected = streams.filter(({ selectedByDefault }) => selectedByDefault !== false);
  const left = selected.flatMap(({ name, notSelectedByDefault = [] }) =>
    notSelectedByDefault.map((path) => `!${[name, ...path].join(".")}`),
  );
  return [...selected.map(({ name }) => `${name}.*`), ...left];
}
