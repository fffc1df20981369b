export { diagnose, listAccounts, type DiagnosisOptions } from "./instagram/diagnosis/diagnose.ts";
export type { PermissionUse } from "./instagram/diagnosis/context.ts";
export {
  decidingFailure,
  stepIds,
  type AccountRow,
  type Concern,
  type Diagnosis,
  type DiagnosisCode,
  type DiagnosisStep,
  type PageRow,
  type StepId,
  type TokenSummary,
} from "./instagram/diagnosis/diagnosis.ts";
