import { describeNumber } from "./coerce.ts";
import { variableName } from "./environment.ts";
import type { Setting, SettingDefinitions } from "./setting.ts";

/**
 * A markdown reference of settings: a table, then a section for each setting.
 *
 * @param command the name of the tap or target, the prefix of its environment variables.
 *
 * @example
 * ```ts
 * import { writeFile } from "node:fs/promises";
 * import { renderSettingsReference } from "@tap-instagram/singer/reference";
 * import { defineSettings, setting } from "@tap-instagram/singer/settings";
 *
 * const settings = defineSettings({
 *   page_size: setting.integer({ title: "Page size", description: "Posts per request.", default: 100 }),
 * });
 * await writeFile("settings.md", renderSettingsReference(settings, "tap-blog"));
 * ```
 */
export function renderSettingsReference(settings: SettingDefinitions, command: string): string {
  return [...settingsTable(settings), "", ...settingSections(settings, command)].join("\n").trimEnd() + "\n";
}

/** The rows of a markdown table of settings, with the header. */
export function settingsTable(settings: SettingDefinitions): string[] {
  const rows = Object.entries(settings).map(([name, setting]) => {
    const cells = [`[\`${name}\`](#${name})`, valueOf(setting), defaultOf(setting), cell(setting.title)];
    return `| ${cells.join(" | ")} |`;
  });
  return ["| setting | value | default | what it is |", "| --- | --- | --- | --- |", ...rows];
}

function settingSections(settings: SettingDefinitions, command: string): string[] {
  return Object.entries(settings).flatMap(([name, setting]) => {
    const facts = [
      `- Value: ${valueOf(setting)}${setting.secret === true ? "; secret, never shown" : ""}`,
      `- Default: ${defaultOf(setting)}`,
      `- Environment: \`${variableName(command, name)}\``,
    ];
    if (setting.aliases !== undefined && setting.aliases.length > 0) {
      facts.push(`- Also read as: ${setting.aliases.map((alias) => `\`${alias}\``).join(", ")}`);
    }
    for (const option of setting.options ?? []) {
      const label = setting.labels?.[option];
      if (label !== undefined) facts.push(`- \`${option}\`: ${label}`);
    }
    return [`### ${name}`, "", setting.description, "", ...facts, ""];
  });
}

function defaultOf(setting: Setting): string {
  if (setting.required === true) return "**required**";
  if (setting.defaultDescription !== undefined) return cell(setting.defaultDescription);
  return setting.default === undefined ? "none" : `\`${cell(JSON.stringify(setting.default))}\``;
}

function valueOf(setting: Setting): string {
  switch (setting.kind) {
    case "integer":
    case "number":
      return describeNumber(setting);
    case "boolean":
      return "`true` or `false`";
    case "choice":
      return (setting.options ?? []).map((option) => `\`${option}\``).join(", ");
    case "dateTime":
      return "date or date-time (RFC 3339)";
    case "list":
      return "list of texts";
    case "object":
      return "JSON object";
    case "objects":
      return "list of objects";
    default:
      return "text";
  }
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
