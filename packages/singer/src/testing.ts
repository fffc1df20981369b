export { flattenStream } from "./catalog/flatten.ts";
export { checkSafeSchema } from "./catalog/safe-schema.ts";
export { createLogger } from "./logs/logger.ts";
export { checkTap } from "./testing/check-tap.ts";
export { checkTarget, type TargetUnderTest } from "./testing/check-target.ts";
export { renderFindings, type ConformanceReport, type Finding } from "./testing/checks/findings.ts";
export type { TapUnderTest } from "./testing/checks/tap-test.ts";
export { validateValue } from "./testing/checks/validate-value.ts";
export {
  closedPipeError,
  createMemoryHost,
  type MemoryHost,
  type MemoryHostOptions,
} from "./testing/memory-host.ts";
export type { Executable } from "./testing/run-executable.ts";
