import type { Settings } from "../../settings/settings.ts";

/** What the commands in advice are made of. */
export interface SetupCommandOptions {
  /** The values of `--config`. */
  readonly configs: readonly string[];
  /** The login of the token, or the one to use. */
  readonly login: "facebook" | "instagram";
  readonly settings?: Partial<Pick<Settings, "login" | "app_id">> | undefined;
}

/** The command that logs in anew, ready to copy; words in capitals are for the person to fill in. */
export function authCommand({ configs, login, settings = {} }: SetupCommandOptions): string {
  return [
    `tap-instagram auth --config ${fileOf(configs)}`,
    settings.login === login ? "" : ` --login ${login}`,
    settings.app_id === undefined ? " --app-id APP_ID" : "",
    login === "instagram" ? " --redirect-url REDIRECT_URL" : "",
  ].join("");
}

/** The command that renews a token before it ends. */
export function refreshCommand({ configs }: Pick<SetupCommandOptions, "configs">): string {
  return `tap-instagram auth refresh --config ${fileOf(configs)}`;
}

/** The command that finds out what is wrong. */
export function checkCommand({ configs }: Pick<SetupCommandOptions, "configs">): string {
  return [
    "tap-instagram check",
    ...configs.map((path) => ` --config ${isSecretLike(path) ? "FILE" : quoted(path)}`),
  ].join("");
}

/** The file that a login writes to: the last, because it wins. */
function fileOf(configs: readonly string[]): string {
  const file = configs.findLast((path) => path !== "ENV");
  return file === undefined || isSecretLike(file) ? "FILE" : quoted(file);
}

/** Most likely a token that was given in the place of its file. */
function isSecretLike(path: string): boolean {
  return path.length >= 20 && /\d/.test(path) && !/[./\\]/.test(path);
}

/** A path as a shell takes it. */
function quoted(path: string): string {
  return /^[\w./~@:+,=-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
