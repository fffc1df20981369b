import { namesIn, type NotServed } from "./not-served/not-served.ts";
import {
  classGone,
  classUnreadable,
  listGone,
  newName,
  nowInSdk,
  outsideNameGone,
  reasonGone,
  servedNameGone,
  unservedNameGone,
  type Problem,
} from "./problems.ts";
import { readClass } from "./sdk/read-class.ts";
import type { Sdk } from "./sdk/open-sdk.ts";
import { UnreadableSdkError } from "./sdk/unreadable-sdk-error.ts";
import { isSame, type SdkName } from "./sdk-name.ts";
import type { ComparedClass } from "./tables/compared-classes.ts";
import { namesOutside, type OutsideSdk } from "./tables/outside-sdk.ts";
import type { ServedName } from "./tables/served-name.ts";

/** What we say of the API's names. */
export interface OurTables {
  classes: readonly ComparedClass[];
  served: readonly ServedName[];
  notServed: readonly NotServed[];
  outsideSdk: readonly OutsideSdk[];
}

/** How many names there are, and what is wrong with them. */
export interface Comparison {
  /** Names of the SDK that were looked at. */
  names: number;
  /** Those of them that we do not serve, for a reason that is written down. */
  unserved: number;
  problems: Problem[];
}

/** Holds the names of the SDK against our tables. A class that cannot be read leaves the others as they are. */
export function compareNames(sdk: Sdk, tables: OurTables): Comparison {
  const total: Comparison = { names: 0, unserved: 0, problems: [] };
  for (const one of tables.classes) {
    const { names, unserved, problems } = compareClass(sdk, one, tables);
    total.names += names;
    total.unserved += unserved;
    total.problems.push(...problems);
  }
  return total;
}

function compareClass(sdk: Sdk, one: ComparedClass, tables: OurTables): Comparison {
  const names = readNames(sdk, one);
  if (!Array.isArray(names)) return { names: 0, unserved: 0, problems: [names] };
  const isOfClass = ({ class: className }: SdkName) => className === one.name;
  const served = tables.served.filter(isOfClass);
  const unserved = tables.notServed.flatMap(namesIn).filter(isOfClass);
  const outside = tables.outsideSdk.flatMap(namesOutside).filter(isOfClass);

  const lacking = one.enums.filter((list) => !names.some(({ part }) => part === list));
  const isInSdk = (name: SdkName) =>
    lacking.some((list) => list === name.part) || has(names, name) || has(names, asEdge(name));
  const isServed = (name: SdkName) => has(served, name) || has(served.map(asEdge), name);
  const isKnown = (name: SdkName) => isServed(name) || has(unserved, name);
  const isGone = (name: SdkName) => !isInSdk(name) && !has(outside, name);

  return {
    names: names.length,
    unserved: names.filter((name) => has(unserved, name)).length,
    problems: [
      ...lacking.map((list) => listGone(one, list)),
      ...withoutItsParameters(names.filter((name) => !isKnown(name))).map((name) =>
        newName(one, name, served),
      ),
      ...withoutItsParameters(served.filter(isGone)).map((name) => servedNameGone(one, name)),
      ...withoutItsParameters(unserved.filter(isGone)).map((name) => unservedNameGone(one, name)),
      ...unserved.filter(isServed).map((name) => reasonGone(one, name)),
      ...outside.filter((name) => has(names, name)).map((name) => nowInSdk(one, name)),
      ...outside.filter((name) => !has(served, name)).map((name) => outsideNameGone(one, name)),
    ],
  };
}

function readNames(sdk: Sdk, one: ComparedClass): SdkName[] | Problem {
  try {
    const source = sdk.sourceOf(one.name);
    return source === undefined ? classGone(one) : readClass(source, one.name);
  } catch (error) {
    if (!(error instanceof UnreadableSdkError)) throw error;
    return classUnreadable(one, error.message);
  }
}

function has(names: readonly SdkName[], wanted: SdkName): boolean {
  return names.some((name) => isSame(name, wanted));
}

/** Where an edge is among the names, its parameters go without saying. */
function withoutItsParameters<Name extends SdkName>(names: readonly Name[]): Name[] {
  const edges = new Set(names.filter(({ part }) => part === "edge").map(({ name }) => name));
  return names.filter(({ edge }) => edge === undefined || !edges.has(edge));
}

/** The API lets an edge be asked for as a field of its node. */
function asEdge(name: SdkName): SdkName {
  return name.part === "Field" ? { ...name, part: "edge" } : name;
}
