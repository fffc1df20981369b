import type { Concern, DiagnosisCode, DiagnosisStep, StepId } from "./diagnosis.ts";

/** A step as its look makes it: whose it is, is known where it is told. */
export type StepDraft = Omit<DiagnosisStep, "id">;

/** What is wrong, and how it is put right. */
export interface Finding {
  code: DiagnosisCode;
  /** Absent for what is only a warning. */
  concern?: Concern | undefined;
  message: string;
  fix: string;
  link: string;
  clicks?: readonly string[] | undefined;
}

/** The result of a look. */
export interface Look {
  steps: readonly StepDraft[];
  /** True where the looks after it would make no sense. */
  ends?: boolean | undefined;
}

export function fine(message: string, asked: string | null = null, account: string | null = null): StepDraft {
  return { ...blank, status: "ok", message, asked, account };
}

export function skipped(message: string): StepDraft {
  return { ...blank, status: "skipped", message };
}

export function found(finding: Finding, asked: string | null, account: string | null = null): StepDraft {
  return {
    status: finding.concern === undefined ? "warning" : "failed",
    code: finding.code,
    asked,
    message: finding.message,
    fix: finding.fix,
    link: finding.link,
    clicks: finding.clicks ?? null,
    account,
    concern: finding.concern ?? null,
  };
}

export function stepOf(id: StepId, draft: StepDraft): DiagnosisStep {
  return { id, ...draft };
}

const blank = { code: null, asked: null, fix: null, link: null, clicks: null, account: null, concern: null };
