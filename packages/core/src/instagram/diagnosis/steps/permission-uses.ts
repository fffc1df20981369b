import { requiredScopes, type PermissionGrant } from "../../../graph/login/tokens/permissions.ts";
import type { DiagnosisContext, PermissionUse } from "../context.ts";
import { permissionMissing } from "../findings/permission-findings.ts";
import { fine, found, skipped, type StepDraft } from "../step-of.ts";

/** Names that take the same permission. */
interface Want {
  readonly permission: string;
  readonly names: readonly string[];
}

/** What cannot be read for want of a permission: a failure for what is to be read, a note for the rest. */
export function stepsOfUses(
  context: DiagnosisContext,
  statuses: ReadonlyMap<string, PermissionGrant["status"]>,
  asked: string,
): StepDraft[] {
  const { uses } = context;
  const isMissing = ({ permission }: Want): boolean => statuses.get(permission) !== "granted";
  const chosen = wantsOf(
    context,
    uses.filter(({ isChosen }) => isChosen),
  ).filter(isMissing);
  const others = wantsOf(
    context,
    uses.filter(({ isChosen }) => !isChosen),
  ).filter(isMissing);
  return [
    ...chosen.map(({ permission, names }) => {
      const finding = permissionMissing(permission, context, statuses.get(permission), names.join(", "));
      return found({ ...finding, concern: "some" }, asked);
    }),
    ...others.map(({ permission, names }) =>
      fine(
        `The token lacks ${permission}. Nothing to do: it is needed only for what is not selected: ${names.join(", ")}`,
        asked,
      ),
    ),
  ];
}

/** Features of the app that what is to be read needs: the API lists permissions, and no features. */
export function featureNotes({ uses, login }: DiagnosisContext): StepDraft[] {
  if (login === "instagram") return [];
  const chosen = uses.filter(({ isChosen }) => isChosen);
  const features = new Set(chosen.flatMap(({ features: some = [] }) => some));
  return [...features].map((feature) => {
    const names = chosen.flatMap(({ name, features: some = [] }) => (some.includes(feature) ? [name] : []));
    return skipped(
      `The app needs the feature ${feature} for ${names.join(", ")}. The API does not list features: App Review in the app's dashboard shows whether it has it`,
    );
  });
}

/** Selected streams for which no source names a permission: only a sync can tell whether the token has it. */
export function undocumentedNotes({ uses }: DiagnosisContext): StepDraft[] {
  const names = uses.flatMap(({ name, isChosen, isUndocumented }) =>
    isChosen && isUndocumented ? [name] : [],
  );
  if (names.length === 0) return [];
  return [
    skipped(
      `Meta does not say which permission ${names.join(", ")} needs: a sync tells whether the token has it`,
    ),
  ];
}

/** The same where the permissions of the token cannot be known. */
export function unknownUses(context: DiagnosisContext): StepDraft[] {
  const wants = wantsOf(context, context.uses);
  if (wants.length === 0) return [];
  const texts = wants.map(({ permission, names }) => `${permission} for ${names.join(", ")}`);
  return [
    skipped(
      `What is optional needs more permissions, and a sync tells which are missing: ${texts.join("; ")}`,
    ),
  ];
}

/** Permissions beside the required ones, each once, in the order in which they are first needed. */
function wantsOf({ login }: DiagnosisContext, uses: readonly PermissionUse[]): Want[] {
  const names = new Map<string, string[]>();
  for (const { name, permissions } of uses) {
    for (const permission of permissions) {
      if (requiredScopes[login].includes(permission)) continue;
      names.set(permission, [...(names.get(permission) ?? []), name]);
    }
  }
  return [...names].map(([permission, of]) => ({ permission, names: of }));
}
