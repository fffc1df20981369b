import type { Diagnosis } from "@tap-instagram/core/diagnosis";
import type { JsonObject } from "@tap-instagram/singer";
import { accountDocument } from "../diagnosis/account-document.ts";
import { exitCodeOfDiagnosis } from "../diagnosis/exit-code.ts";
import { isoInstant } from "../diagnosis/iso-instant.ts";

/** The document of `check --json`. Its keys are always there: scripts rely on them. */
export function checkDocument(diagnosis: Diagnosis): JsonObject {
  const { token } = diagnosis;
  const exitCode = exitCodeOfDiagnosis(diagnosis);
  return {
    ok: exitCode === 0,
    exit_code: exitCode,
    login: diagnosis.login,
    api_version: diagnosis.apiVersion,
    calls: diagnosis.calls,
    token:
      token === null
        ? null
        : {
            type: token.type,
            expires_at: isoInstant(token.expiresAtMs),
            data_access_expires_at: isoInstant(token.dataAccessExpiresAtMs),
            scopes: token.scopes === null ? null : [...token.scopes],
          },
    steps: diagnosis.steps.map(({ id, status, code, message, fix, link, account }) => ({
      id,
      status,
      code,
      message,
      fix,
      link,
      account,
    })),
    accounts: diagnosis.accounts.map(accountDocument),
  };
}
