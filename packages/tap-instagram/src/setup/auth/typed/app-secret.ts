import { UsageError } from "@tap-instagram/singer";
import type { LineInput } from "./line-input.ts";

/** The variable that an app's secret comes from. */
export const secretVariable = "TAP_INSTAGRAM_APP_SECRET";

/**
 * The app's secret as it is known, or as a person types it.
 *
 * @throws UsageError if no person can be asked.
 */
export async function appSecretOf(
  known: string | undefined,
  appId: string,
  input: LineInput,
): Promise<string> {
  if (known !== undefined) return known;
  if (!input.isTerminal)
    throw new UsageError(
      `The secret of the app ${appId} is not known: set ${secretVariable}, or app_secret in the settings file`,
    );
  const typed = await input.line(`Secret of the app ${appId} (not shown): `);
  if (typed === undefined) throw new UsageError(`No app secret was typed`);
  return typed;
}
