import type { RunningSimulator } from "@tap-instagram/graph-simulator";
import { ManualClock } from "test-tools/clock";
import { diagnose, type DiagnosisOptions } from "../src/instagram/diagnosis/diagnose.ts";
import type { Diagnosis, DiagnosisStep } from "../src/instagram/diagnosis/diagnosis.ts";
import { now } from "./simulated.ts";

/** How a diagnosis in a test differs from that of the user's token with the app's credentials. */
export interface Diagnosed extends Partial<Omit<DiagnosisOptions, "client">> {
  client?: Partial<DiagnosisOptions["client"]> | undefined;
  walk?: ((options: DiagnosisOptions) => Promise<Diagnosis>) | undefined;
}

/** Diagnoses a simulator, at its host for the token. Fails where the diagnosis waits, writes or asks too much. */
export async function diagnosed(
  simulator: RunningSimulator,
  { client = {}, walk = diagnose, ...others }: Diagnosed = {},
): Promise<Diagnosis> {
  const { tokens, url, instagramUrl } = simulator;
  const accessToken = client.accessToken ?? tokens.user;
  const clock = new ManualClock(now);
  const diagnosis = await walk({
    client: {
      accessToken,
      baseUrl: accessToken.startsWith("IG") || client.host === "instagram" ? instagramUrl : url,
      clock,
      ...client,
    },
    app: { appId: tokens.appId, appSecret: tokens.appSecret },
    ...others,
  });
  if (clock.sleeps.length > 0) throw new Error("A diagnosis waits for nothing");
  for (const { method } of simulator.requests().entries)
    if (method !== "GET") throw new Error(`A diagnosis only reads, and sent a ${method}`);
  const accounts = Math.min(20, Math.max(diagnosis.accounts.length, others.only?.length ?? 0));
  if (diagnosis.calls > 8 + 3 * accounts) throw new Error(`${diagnosis.calls} calls are too many`);
  return diagnosis;
}

/** The steps that are not fine. */
export function troubles({ steps }: Pick<Diagnosis, "steps">): readonly DiagnosisStep[] {
  return steps.filter(({ status }) => status === "warning" || status === "failed");
}

/** What a step says to people. */
export function wordsOf(step: DiagnosisStep | undefined): string {
  return [step?.message, step?.fix, ...(step?.clicks ?? [])].join(" | ");
}
