import { parseAllDocuments } from "yaml";

/** A variable of a container. */
export interface Variable {
  readonly name: string;
  readonly value?: string | undefined;
  readonly valueFrom?:
    | {
        readonly fieldRef?: { readonly fieldPath: string } | undefined;
        readonly secretKeyRef?: { readonly name: string; readonly key: string } | undefined;
      }
    | undefined;
}

/** A rule for a pod that failed. */
export interface FailureRule {
  readonly action: "Count" | "FailIndex" | "FailJob" | "Ignore";
  readonly onExitCodes?:
    | {
        readonly containerName?: string | undefined;
        readonly operator: "In" | "NotIn";
        readonly values: readonly number[];
      }
    | undefined;
}

/** What a pod runs. */
export interface PodSpec {
  readonly containers: readonly [
    { readonly name: string; readonly command: readonly string[]; readonly env: readonly Variable[] },
  ];
}

/** The spec of an Indexed Job, as far as it is followed here. */
export interface JobSpec {
  readonly completions: number;
  readonly parallelism: number;
  readonly backoffLimitPerIndex: number;
  readonly podFailurePolicy: { readonly rules: readonly FailureRule[] };
  readonly template: { readonly spec: PodSpec };
}

/** The job of the CronJob in a manifest. */
export function jobOf(manifest: string): JobSpec {
  for (const document of parseAllDocuments(manifest)) {
    const { kind, spec } = document.toJS();
    if (kind === "CronJob") return spec.jobTemplate.spec;
  }
  throw new Error("The manifest has no CronJob");
}

/** Whether a rule is about a container that ended with a code. */
export function isMatch({ onExitCodes }: FailureRule, container: string, code: number): boolean {
  if (onExitCodes === undefined) return false;
  const { containerName = container, operator, values } = onExitCodes;
  return containerName === container && values.includes(code) === (operator === "In");
}
