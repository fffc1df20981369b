import { variableName } from "../settings/environment.ts";
import type { Setting, SettingDefinitions } from "../settings/setting.ts";
import { renderSettingsReference } from "../settings/settings-reference.ts";
import { settingsSchema } from "../settings/settings-schema.ts";
import { version } from "../version.ts";

/** How `--about` is shown. */
export type AboutFormat = "text" | "json" | "markdown";

/** What a tap or target says of itself. */
export interface PluginDescription {
  /** The name of its command, e.g. `tap-instagram`; upper-cased, the prefix of its environment variables. */
  name: string;
  version: string;
  /** One or two sentences. */
  description: string;
  settings: SettingDefinitions;
  /** What it can do, in Meltano's words: `catalog`, `state`, `discover`, `about`, … */
  capabilities: readonly string[];
  /** What it is built on, with its version. Default: this kit. */
  sdkVersion?: string;
  /** Only of a plugin that is installed by pip. */
  supportedPythonVersions?: readonly string[];
}

/**
 * The text of `--about`, without settings being read.
 *
 * @example
 * ```ts
 * import { defineSettings, renderAbout, text } from "@tap-instagram/singer";
 *
 * const apiKey = text({ title: "API key", description: "From your profile page.", secret: true });
 * const blog = {
 *   name: "tap-blog",
 *   version: "1.0.0",
 *   description: "Reads the posts of a blog.",
 *   settings: defineSettings({ api_key: apiKey }),
 *   capabilities: ["catalog", "state", "discover", "about"],
 * };
 * console.log(renderAbout(blog, "markdown")); // # tap-blog …
 * ```
 */
export function renderAbout(plugin: PluginDescription, format: AboutFormat): string {
  if (format === "json") return aboutJson(plugin);
  return format === "markdown" ? aboutMarkdown(plugin) : aboutText(plugin);
}

/** The keys, and their order, are those of the Meltano SDK; the Hub's tools read them. */
function aboutJson(plugin: PluginDescription): string {
  const about = {
    name: plugin.name,
    description: plugin.description,
    version: plugin.version,
    // With its name, lest a bare version be taken for one of the Meltano SDK.
    sdk_version: plugin.sdkVersion ?? `@tap-instagram/singer ${version}`,
    supported_python_versions: plugin.supportedPythonVersions ?? null,
    capabilities: plugin.capabilities,
    settings: settingsSchema(plugin.settings),
  };
  return JSON.stringify(about, null, 2);
}

function aboutMarkdown(plugin: PluginDescription): string {
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
    renderSettingsReference(plugin.settings, plugin.name),
  ].join("\n");
}

function aboutText(plugin: PluginDescription): string {
  const settings = Object.entries(plugin.settings).flatMap(([name, setting]) => {
    const notes = [
      kindText(setting),
      ...(setting.required === true ? ["required"] : []),
      ...(setting.secret === true ? ["secret"] : []),
      ...(setting.default === undefined ? [] : [`default ${JSON.stringify(setting.default)}`]),
      ...(setting.defaultDescription === undefined ? [] : [`default ${setting.defaultDescription}`]),
    ];
    return [
      `  ${name} (${notes.join(", ")})`,
      ...wrap(setting.description, 96).map((line) => `      ${line}`),
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

/** Lines of at most `width` characters, broken at spaces. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return line === "" ? lines : [...lines, line];
}
