import type { AccessBehaviour } from "../behaviour/access.ts";
import { appBlocked, appDeactivated, appIncapable } from "../errors/token-refusals.ts";

/** Throws the refusal of an app that may call nothing. */
export function checkApp(access: AccessBehaviour["appAccess"]): void {
  if (access === "blocked") throw appBlocked();
  if (access === "deactivated") throw appDeactivated();
  if (access === "without-capability") throw appIncapable();
}
