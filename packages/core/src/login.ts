export type { AppCredentials } from "./graph/login/app-credentials.ts";
export { authorizeUrl, type AuthorizeRequest } from "./graph/login/dialog/authorize-url.ts";
export type { CodeGrant } from "./graph/login/exchange-code.ts";
export { createLoginClient, type LoginClient, type LoginClientOptions } from "./graph/login/login-client.ts";
export { LoginError, type LoginErrorCode, type LoginErrorDetails } from "./graph/login/errors/login-error.ts";
export { isSameState, newLoginState, type RandomBytes } from "./graph/login/dialog/login-state.ts";
export type { LoginToken } from "./graph/login/tokens/login-token.ts";
export {
  permissions,
  readPermissions,
  requiredScopes,
  type Permission,
  type PermissionGrant,
} from "./graph/login/tokens/permissions.ts";
export { readRedirect, type ExpectedRedirect, type Redirect } from "./graph/login/dialog/redirect.ts";
export { tokenEnds, tokenWarnings, type TokenEnd } from "./graph/login/tokens/token-ends.ts";
export { prefixOfToken, type TokenPrefix } from "./graph/login/tokens/token-prefix.ts";
export type { GranularScope, TokenProblem, TokenReport } from "./graph/login/tokens/token-report.ts";
