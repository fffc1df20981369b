import type { JsonObject, StreamDeclaration } from "@tap-instagram/singer";
import { meltanoSettingGroups, meltanoSettings } from "@tap-instagram/singer/reference";
import type { SettingDefinitions } from "@tap-instagram/singer/settings";
import { selectionOf, type Listing, type Plugin, type PluginDefinition } from "./plugin-definition.ts";

/** What Meltano Hub asks for beside what Meltano does. */
export interface HubListing extends Listing {
  /** The page of what the plugin reads or writes. */
  readonly domainUrl: string;
  /** A picture that the Hub has. */
  readonly logoUrl: string;
  readonly keywords: readonly string[];
  /** Markdown: what people need before they install it. */
  readonly prerequisites?: string | undefined;
}

/** The address until package.json has one. */
const addressUnknown = "https://github.com/owner/name";

/**
 * A definition for the Hub, in its own order: capabilities, groups and settings are sorted.
 * https://github.com/meltano/hub/tree/main/schemas/plugin_definitions
 */
export function hubDefinition(
  plugin: Plugin,
  listing: HubListing,
  streams: readonly StreamDeclaration[] = [],
): PluginDefinition {
  const { repo = addressUnknown } = listing;
  const groups = meltanoSettingGroups(plugin.settings).filter((group) => group.length > 0);
  return {
    capabilities: plugin.capabilities.toSorted(),
    description: plugin.description,
    domain_url: listing.domainUrl,
    executable: plugin.name,
    keywords: listing.keywords.toSorted(),
    label: listing.label,
    log_parser: plugin.capabilities.includes("structured-logging") ? "singer-sdk" : undefined,
    logo_url: listing.logoUrl,
    maintenance_status: "active",
    name: plugin.name,
    namespace: plugin.name.replaceAll("-", "_"),
    pip_url: listing.pipUrl,
    prereq: listing.prerequisites,
    // The Hub's maintainers rate plugins.
    quality: "unknown",
    repo,
    select: streams.length === 0 ? undefined : selectionOf(streams),
    settings: meltanoSettings(sorted(plugin.settings)),
    settings_group_validation: groups.length === 0 ? undefined : groups.map((group) => group.toSorted()),
    variant: maintainerOf(repo),
  };
}

/** The entry that the Hub's `_data/maintainers.yml` needs: it has one for every variant. */
export function hubMaintainers(repo: string = addressUnknown): JsonObject {
  const name = maintainerOf(repo);
  const { origin, pathname } = new URL(repo);
  const owner = pathname.split("/")[1] ?? name;
  return { [name]: { label: owner, name, url: `${origin}/${owner}` } };
}

function sorted(settings: SettingDefinitions): SettingDefinitions {
  return Object.fromEntries(Object.entries(settings).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** The name of a variant in the Hub: its owner, in small letters. */
export function maintainerOf(repo: string = addressUnknown): string {
  const [, owner = ""] = new URL(repo).pathname.split("/");
  return owner.toLowerCase();
}
