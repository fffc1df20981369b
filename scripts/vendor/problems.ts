import { wordFor, type SdkName } from "./sdk-name.ts";
import type { ComparedClass } from "./tables/compared-classes.ts";
import type { ServedName } from "./tables/served-name.ts";

/** Something that our tables and the SDK do not say alike. */
export interface Problem {
  /** `new`: the SDK has it, we say nothing of it. `gone`: the other way round. */
  kind: "new" | "gone" | "unreadable";
  class: string;
  name: string;
  /** What, where, and what to do. */
  message: string;
}

const notServedRows = "scripts/vendor/not-served";
const outsideRows = "scripts/vendor/tables/outside-sdk.ts";
const findNames =
  "Find out where its names went. Then change scripts/vendor/tables: compared-classes.ts, and the files that use the name of the class";

/** `IGMedia (media, graph.facebook.com)` */
function place({ name, subject, host }: ComparedClass): string {
  return `${name} (${subject}, graph.${host}.com)`;
}

export function classGone(of: ComparedClass): Problem {
  return unreadable(of, "", `The SDK has no class ${place(of)} any more. ${findNames}`);
}

export function listGone(of: ComparedClass, list: string): Problem {
  return unreadable(of, list, `The class ${place(of)} of the SDK has no list ${list} any more. ${findNames}`);
}

export function classUnreadable(of: ComparedClass, found: string): Problem {
  const message = `${found}. The SDK is written in a new way: change scripts/vendor/sdk/read-class.ts`;
  return unreadable(of, "", message);
}

export function newName(of: ComparedClass, name: SdkName, served: readonly ServedName[]): Problem {
  const message =
    `${place(of)} has a new ${wordFor(name)}. Serve it, with ${whatServes(name, served)}. ` +
    `Or say why it is not served, with a row in ${notServedRows}`;
  return problem("new", name, message);
}

export function servedNameGone(of: ComparedClass, name: ServedName): Problem {
  const message =
    `${place(of)} has no ${wordFor(name)} any more, and ${name.declaredIn} asks for it. Look it up in Meta's changelog. ` +
    `If it is gone, retire its row there, or name the hosts that have it. If the API still serves it, say who has seen it, with a row in ${outsideRows}`;
  return problem("gone", name, message);
}

export function unservedNameGone(of: ComparedClass, name: SdkName): Problem {
  const message = `${place(of)} has no ${wordFor(name)} any more. Delete it from ${notServedRows}`;
  return problem("gone", name, message);
}

export function reasonGone(of: ComparedClass, name: SdkName): Problem {
  const message = `${place(of)}: our tables serve the ${wordFor(name)}, and ${notServedRows} says that they do not. Delete it there`;
  return problem("gone", name, message);
}

export function nowInSdk(of: ComparedClass, name: SdkName): Problem {
  const message = `${place(of)} has the ${wordFor(name)} now. Delete it from ${outsideRows}`;
  return problem("new", name, message);
}

export function outsideNameGone(of: ComparedClass, name: SdkName): Problem {
  const message = `${place(of)}: our tables no longer serve the ${wordFor(name)}. Delete it from ${outsideRows}`;
  return problem("gone", name, message);
}

/** What it takes to serve a name: that which serves its kind. */
function whatServes(name: SdkName, served: readonly ServedName[]): string {
  const like = served.find(({ part, edge }) => part === name.part && edge === name.edge);
  if (name.part === "edge" || name.part === "parameter" || like === undefined)
    return "a reader in packages/core/src/instagram and a row in scripts/vendor/tables";
  return `a row in ${like.declaredIn}`;
}

function problem(kind: Problem["kind"], { class: className, name }: SdkName, message: string): Problem {
  return { kind, class: className, name, message };
}

function unreadable({ name: className }: ComparedClass, name: string, message: string): Problem {
  return { kind: "unreadable", class: className, name, message };
}
