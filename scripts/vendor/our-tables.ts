import type { OurTables } from "./compare.ts";
import { notServed } from "./not-served.ts";
import { comparedClasses } from "./tables/compared-classes.ts";
import { outsideSdk } from "./tables/outside-sdk.ts";
import { served } from "./tables/served.ts";

/** What we say of the API's names, as it is held against the SDK. */
export const ourTables: OurTables = { classes: comparedClasses, served, notServed, outsideSdk };
