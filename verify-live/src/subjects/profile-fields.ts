import type { GraphHost } from "@tap-instagram/core";
import { accountFields } from "@tap-instagram/core/matrix";

/** Fields of an account's node that every token may ask a host for, the id first. */
export const profileFields: Readonly<Record<GraphHost, readonly string[]>> = {
  facebook: namesOn("facebook"),
  instagram: namesOn("instagram"),
};

function namesOn(host: GraphHost): string[] {
  const open = accountFields.filter(
    ({ hosts, restricted }) => !restricted && (hosts?.includes(host) ?? true),
  );
  return ["id", ...open.map(({ name }) => name)];
}
