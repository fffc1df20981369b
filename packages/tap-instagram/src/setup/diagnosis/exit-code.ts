import { decidingFailure, type Concern, type Diagnosis } from "@tap-instagram/core/diagnosis";

const exitCodes: { readonly [concern in Concern]: 1 | 3 | 4 | 5 } = {
  settings: 1,
  access: 3,
  some: 4,
  network: 4,
  quota: 5,
};

/** The exit code of a diagnosis. A failure that concerns only some accounts or streams decides where there is no other. */
export function exitCodeOfDiagnosis(diagnosis: Diagnosis): 0 | 1 | 3 | 4 | 5 {
  const failure = decidingFailure(diagnosis);
  if (failure === undefined) return 0;
  return exitCodes[failure.concern ?? "access"];
}
