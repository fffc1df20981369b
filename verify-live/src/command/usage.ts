export const usage = `Checks against the real Instagram Graph API what this repository relies on.

Usage: npm run verify-live -- [flags]

  --dry-run       list the facts, without a call and without a token
  --only <name>   only this fact or topic; may be repeated, or several with commas
  --json          results as JSON
  --record <dir>  keep the answers in this folder, without ids, texts and tokens; a person confirms
  --yes           confirm it beforehand
  --replay <dir>  check the facts and run the tap against answers that were kept
  --help          this text

Settings, from the environment:

  VERIFY_LIVE_ACCESS_TOKEN  a token of Facebook Login (EAA…) or Instagram Login (IG…); required
  VERIFY_LIVE_ACCOUNT       id, Page id or username; default: the account with the most posts
  VERIFY_LIVE_APP_SECRET    the app's secret, to check proofs of it (Facebook Login)
  VERIFY_LIVE_API_VERSION   default v25.0
  VERIFY_LIVE_API_URL       another base address, without version

Exit codes: 0 nothing differs, 1 something differs or is refused, 2 wrong flags or settings, 3 the token is not accepted.
`;
