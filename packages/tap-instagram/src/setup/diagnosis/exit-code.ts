import { firstFailure, type Concern, type Diagnosis } from "@tap-instagram/core/diagnosis";

const exitCodes: { readonly [concern in Concern]: 1 | 3 | 4 | 5 } = {
  settings: 1,
  access: 3,
  some: 4,
  network: 4,
  quota: 5,
};

/** The exit code of a diagnosis: its first failure decides. */
export function exitCodeOfDiagnosis(diagnosis: Diagnosis): 0 | 1 | 3 | 4 | 5 {
  const failure = firstFailure(diagnosis);
  if (failure === undefined) return 0;
  return exitCodes[failure.concern ?? "access"];
}
