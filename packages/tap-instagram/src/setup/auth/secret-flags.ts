import { secretVariable } from "./typed/app-secret.ts";

/** A flag that would take a secret. */
export interface SecretFlag {
  readonly value: string;
  readonly help: string;
  readonly refusal: string;
}

const noSecret: SecretFlag = {
  value: "TEXT",
  help: "",
  refusal: `secrets do not belong on a command line, where others can read them. Set ${secretVariable} for the app secret, or be asked for it; give a token on stdin with --with-token`,
};

/** What people may try. It is refused, and its value is not repeated. */
export const secretFlags: {
  readonly [name in "app-secret" | "client-secret" | "token" | "access-token" | "code"]: SecretFlag;
} = {
  "app-secret": noSecret,
  "client-secret": noSecret,
  token: noSecret,
  "access-token": noSecret,
  code: noSecret,
};
