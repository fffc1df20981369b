import { isMatch, type JobSpec, type PodSpec, type Variable } from "./manifest.ts";

/** How a container ended. */
export type RunContainer = (command: readonly string[], env: Record<string, string>) => Promise<number>;

/** What became of the indexes of a job. */
export interface JobEnd {
  /** False when an index failed, or all were given up. */
  succeeded: boolean;
  /** The exit codes of the tries of each index. */
  tries: number[][];
}

/**
 * Runs an Indexed Job as Kubernetes says it does, without the waits between tries:
 * https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy
 */
export async function runIndexedJob(
  { completions, parallelism, backoffLimitPerIndex, podFailurePolicy, template }: JobSpec,
  secrets: { readonly [name: string]: { readonly [key: string]: string } },
  run: RunContainer,
): Promise<JobEnd> {
  const tries: number[][] = Array.from({ length: completions }, () => []);
  const waiting = tries.map((_, index) => index);
  let succeeded = true;
  const work = async (): Promise<void> => {
    for (;;) {
      const index = waiting.shift();
      if (index === undefined) return;
      const own = tries[index] ?? [];
      const [container] = template.spec.containers;
      const code = await run(container.command, environmentOf(container.env, index, secrets));
      own.push(code);
      if (code === 0) continue;
      const rule = podFailurePolicy.rules.find((one) => isMatch(one, container.name, code));
      if (rule?.action === "FailJob") {
        succeeded = false;
        waiting.length = 0;
      } else if (own.length > backoffLimitPerIndex) {
        succeeded = false;
      } else {
        waiting.unshift(index);
      }
    }
  };
  await Promise.all(Array.from({ length: parallelism }, work));
  return { succeeded, tries };
}

function environmentOf(
  variables: PodSpec["containers"][0]["env"],
  index: number,
  secrets: { readonly [name: string]: { readonly [key: string]: string } },
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const { name, value, valueFrom } of variables)
    env[name] = valueFrom === undefined ? expand(value ?? "", env) : referred(valueFrom, index, secrets);
  return { ...env, JOB_COMPLETION_INDEX: String(index) };
}

/** `$(NAME)` is a variable that is further up in the list. */
function expand(text: string, env: Record<string, string>): string {
  return text.replaceAll(/\$\((\w+)\)/g, (whole, name: string) => env[name] ?? whole);
}

function referred(
  { fieldRef, secretKeyRef }: NonNullable<Variable["valueFrom"]>,
  index: number,
  secrets: { readonly [name: string]: { readonly [key: string]: string } },
): string {
  if (fieldRef?.fieldPath === "metadata.labels['batch.kubernetes.io/job-completion-index']")
    return String(index);
  const secret = secretKeyRef && secrets[secretKeyRef.name]?.[secretKeyRef.key];
  if (secret === undefined) throw new Error(`Nothing has ${JSON.stringify(fieldRef ?? secretKeyRef)}`);
  return secret;
}
