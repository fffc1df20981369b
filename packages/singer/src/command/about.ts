import type { Capability } from "./capability.ts";
import { variableName } from "../settings/environment.ts";
import type { Setting, SettingDefinitions } from "../settings/setting.ts";
import { renderSettingsReference } from "../settings/settings-reference.ts";
import { settingsSchema } from "../settings/settings-schema.ts";
import { version } from "../version.ts";
import { wrapText } from "./wrap-text.ts";

/** The formats of `--about`. */
export type AboutFormat = "text" | "json" | "markdown";

/** What `--about` shows of a tap or target. */
export interface PluginDescription {
  /** The name of its command, e.g. `tap-instagram`. In upper case it is the prefix of its environment variables. */
  name: string;
  version: string;
  /** One or two sentences. */
  description: string;
  settings: SettingDefinitions;
  /** What it can do. The kit adds the settings of a capability, e.g. `flattening_enabled` for `schema-flattening`. */
  capabilities: readonly Capability[];
  /** The kit it is built on, with its version. Default: this one. */
  sdkVersion?: string | undefined;
  /** For a plugin that pip installs. */
  supportedPythonVersions?: readonly string[] | undefined;
}

/** The text of `--about`. Reads no values of settings. */
export function renderAbout(
  plugin: PluginDescription,
  settings: SettingDefinitions,
  format: AboutFormat,
): string {
  if (format === "json") return aboutJson(plugin, settings);
  return format === "markdown" ? aboutMarkdown(plugin, settings) : aboutText(plugin, settings);
}

/** The keys and their order are those of the Meltano SDK, for the tools of the Hub. */
function aboutJson(plugin: PluginDescription, settings: SettingDefinitions): string {
  const about = {
    name: plugin.name,
    description: plugin.description,
    version: plugin.version,
    // With the name: a bare version would look like one of the Meltano SDK.
    sdk_version: plugin.sdkVersion ?? `@tap-instagram/singer ${version}`,
    supported_python_versions: plugin.supportedPythonVersions ?? null,
    capabilities: plugin.capabilities,
    settings: settingsSchema(settings),
  };
  return JSON.stringify(about, null, 2);
}

function aboutMarkdown(plugin: PluginDescription, settings: SettingDefinitions): string {
  return [
    `# ${plugin.name}`,
    "",
    plugin.description,
    "",
    `Version ${plugin.version}`,
    "",
    "## Capabilities",
    "",
    ...plugin.capabilities.map((capability) => `- \`${capability}\``),
    "",
    "## Settings",
    "",
    renderSettingsReference(settings, plugin.name),
  ].join("\n");
}

function aboutText(plugin: PluginDescription, definitions: SettingDefinitions): string {
  const settings = Object.entries(definitions).flatMap(([name, setting]) => {
    const notes = [
      kindText(setting),
      ...(setting.required === true ? ["required"] : []),
      ...(setting.secret === true ? ["secret"] : []),
      ...(setting.default === undefined ? [] : [`default ${JSON.stringify(setting.default)}`]),
      ...(setting.defaultDescription === undefined ? [] : [`default ${setting.defaultDescription}`]),
    ];
    return [
      `  ${name} (${notes.join(", ")})`,
      ...wrapText(setting.description, 96).map((line) => `      ${line}`),
      `      ${variableName(plugin.name, name)}`,
    ];
  });
  return [
    `${plugin.name} v${plugin.version}`,
    plugin.description,
    "",
    `Capabilities: ${plugin.capabilities.join(", ")}`,
    "",
    "Settings:",
    ...settings,
  ].join("\n");
}

function kindText({ kind, options }: Setting): string {
  if (kind === "choice") return (options ?? []).join(" | ");
  return kind === "dateTime" ? "date" : kind;
}
