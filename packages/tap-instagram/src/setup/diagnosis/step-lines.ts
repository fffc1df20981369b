import type { DiagnosisStep } from "@tap-instagram/core/diagnosis";
import { terminalText } from "./terminal-text.ts";

const statusWidth = 9;
const idWidth = 13;
const indent = " ".repeat(statusWidth + idWidth);

/** A step for people: a line, and below it what to do and where. */
export function stepLines({ id, status, asked, message, fix, link, clicks }: DiagnosisStep): string[] {
  const request = asked === null ? "" : ` [${asked}]`;
  return [
    `${status.padEnd(statusWidth)}${id.padEnd(idWidth)}${message}${request}`,
    ...(fix === null ? [] : [`${indent}Fix: ${fix}`]),
    ...(clicks === null ? [] : [`${indent}Click: ${clicks.join(" > ")}`]),
    ...(link === null ? [] : [`${indent}Link: ${link}`]),
  ].map(terminalText);
}
