import {
  readPermissions,
  requiredScopes,
  type PermissionGrant,
} from "../../../graph/login/tokens/permissions.ts";
import { answerOf } from "../caller.ts";
import type { DiagnosisContext, TokenKnowledge } from "../context.ts";
import { generalFinding } from "../findings/failure-finding.ts";
import { permissionMissing } from "../findings/permission-findings.ts";
import { featureNotes, stepsOfUses, undocumentedNotes, unknownUses } from "./permission-uses.ts";
import { fine, found, skipped, type Look } from "../step-of.ts";

/** Without these, no account can be found at all. */
const neededToList = new Set(["pages_show_list", "instagram_basic"]);

/** Whether the token has every permission that reading takes. */
export async function lookAtPermissions(context: DiagnosisContext, knowledge: TokenKnowledge): Promise<Look> {
  const { caller, login, signal } = context;
  if (login === "instagram")
    return {
      steps: [
        skipped("With Instagram Login, the API lists no permissions: whether they suffice shows below"),
        ...unknownUses(context),
      ],
    };
  if (knowledge.isPage)
    return {
      steps: [
        skipped("The token is one of a Page, which has no list of permissions of its own"),
        ...unknownUses(context),
      ],
    };
  let statuses: ReadonlyMap<string, PermissionGrant["status"]>;
  let asked = "GET /debug_token";
  if (knowledge.scopes === undefined) {
    asked = `GET /${context.apiVersion}/me/permissions`;
    const reading = await answerOf(caller.ask(() => readPermissions(caller.graph, signal)));
    if ("error" in reading) {
      const { error } = reading;
      const general = generalFinding(error, context, knowledge.report);
      if (general !== undefined) return { steps: [found(general, asked)], ends: true };
      // Only the token of a Page has no such edge.
      knowledge.isPage = error.kind === "refused-name";
      return {
        steps: [
          skipped(
            knowledge.isPage
              ? "The token is one of a Page, which has no list of permissions of its own"
              : `The API does not list the token's permissions: ${error.apiMessage ?? error.message}`,
          ),
          ...unknownUses(context),
        ],
      };
    }
    statuses = new Map(reading.answer.map(({ permission, status }) => [permission, status]));
    knowledge.scopes = reading.answer.flatMap(({ permission, status }) =>
      status === "granted" ? [permission] : [],
    );
  } else statuses = new Map(knowledge.scopes.map((scope) => [scope, "granted"]));
  const missing = requiredScopes[login].filter((scope) => statuses.get(scope) !== "granted");
  const ofUses = [
    ...stepsOfUses(context, statuses, asked),
    ...featureNotes(context),
    ...undocumentedNotes(context),
  ];
  if (missing.length === 0)
    return { steps: [fine(`The token has ${requiredScopes[login].join(", ")}`, asked), ...ofUses] };
  return {
    steps: [
      ...missing.map((name) => found(permissionMissing(name, context, statuses.get(name)), asked)),
      ...ofUses,
    ],
    ends: missing.some((name) => neededToList.has(name)),
  };
}
