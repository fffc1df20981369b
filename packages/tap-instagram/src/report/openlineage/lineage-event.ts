import { countText } from "../../log/count-text.ts";
import type { JsonObject } from "@tap-instagram/singer";
import { version } from "../../version.ts";
import type { RunFacts, WrittenDataset } from "../facts/run-facts.ts";
import { totalOf } from "../facts/total-of.ts";
import { inputsOf, outputsOf } from "./datasets.ts";
import { facet, producer } from "./facet.ts";

type Environment = { readonly [name: string]: string | undefined };

/** What all events of a run have in common. */
export interface LineageRun {
  /** A UUID. */
  readonly id: string;
  readonly env: Environment;
}

/** The event of a run that begins. Its streams are not known yet. */
export function startEvent(run: LineageRun, atMs: number): JsonObject {
  return eventOf(run, "START", atMs, {});
}

/** The event of a run that has ended. A stop is ABORT, as OpenLineage calls it; an exit code above 0 is FAIL. */
export function endEvent(run: LineageRun, facts: RunFacts, written: readonly WrittenDataset[]): JsonObject {
  const { endedMs, exitCode, outcome } = facts.run;
  const type = outcome === "stopped" ? "ABORT" : exitCode === 0 ? "COMPLETE" : "FAIL";
  const runFacets: JsonObject =
    type === "FAIL"
      ? {
          errorMessage: facet("ErrorMessageRunFacet", {
            message: messageOf(facts),
            programmingLanguage: "JavaScript",
          }),
        }
      : {};
  return {
    ...eventOf(run, type, endedMs, runFacets),
    inputs: inputsOf(written),
    outputs: outputsOf(written, facts.streams),
  };
}

function eventOf({ id, env }: LineageRun, type: string, atMs: number, runFacets: JsonObject): JsonObject {
  return {
    eventType: type,
    eventTime: new Date(atMs).toISOString(),
    producer,
    schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
    run: {
      runId: id,
      facets: {
        processing_engine: facet("ProcessingEngineRunFacet", { version, name: "tap-instagram" }),
        ...parentOf(env),
        ...runFacets,
      },
    },
    job: {
      namespace: env["OPENLINEAGE_NAMESPACE"] || "default",
      name: "tap-instagram",
      facets: {
        jobType: facet("JobTypeJobFacet", {
          processingType: "BATCH",
          integration: "SINGER",
          jobType: "TAP",
        }),
      },
    },
  };
}

/** `namespace/job/run id`, as Airflow hands it to what it starts. */
const parentForm =
  /^(?<namespace>.+)\/(?<name>[^/]+)\/(?<runId>[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})$/i;

/** The run that started this one, where the platform names it in OPENLINEAGE_PARENT_ID. */
function parentOf(env: Environment): JsonObject {
  const { namespace, name, runId } = parentForm.exec(env["OPENLINEAGE_PARENT_ID"] ?? "")?.groups ?? {};
  if (namespace === undefined || name === undefined || runId === undefined) return {};
  return { parent: facet("ParentRunFacet", { run: { runId }, job: { namespace, name } }) };
}

function messageOf(facts: RunFacts): string {
  const { exitCode, failure } = facts.run;
  if (failure !== undefined) return `${failure} (exit code ${exitCode})`;
  const { expected, missing } = totalOf(facts).counts;
  return [
    `${missing} of ${countText(expected, "expected thing")} ${missing === 1 ? "is" : "are"} missing (exit code ${exitCode})`,
    ...facts.advice,
  ].join(". ");
}
