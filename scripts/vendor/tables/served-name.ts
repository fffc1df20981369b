import type { SdkName } from "../sdk-name.ts";

/** A name that we ask for or read, and the file in which to change that. */
export interface ServedName extends SdkName {
  declaredIn: string;
}
