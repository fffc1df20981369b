export { checkTap } from "./check-tap.ts";
export { checkTarget, type TargetArea, type TargetUnderTest } from "./check-target.ts";
export { renderFindings, type ConformanceReport, type Finding } from "./checks/findings.ts";
export { closedPipeError, createMemoryHost, type MemoryHost, type MemoryHostOptions } from "./memory-host.ts";
export type { Executable } from "./run-executable.ts";
export type { TapArea, TapUnderTest } from "./checks/tap-test.ts";
export { validateValue } from "./checks/validate-value.ts";
