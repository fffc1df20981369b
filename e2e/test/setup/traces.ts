import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

/** How much of a secret tells it: a half that is shown is shown. */
const tellingLength = 16;

/**
 * Reads the command lines of the processes that this one starts, and of those that they start, again and again: any user of
 * the machine can read them. Other processes, such as tests beside this one, are left out.
 */
export function watchProcesses(): { seen(): string; stop(): void } {
  const lines = new Set<string>();
  // A process stays one of ours when its parent has ended. One of others is looked at once.
  const ours = new Set([process.pid]);
  const others = new Set<number>();
  const look = () => {
    const ids = new Set(processIds());
    // Another process may get the id of one that has ended.
    for (const known of [ours, others])
      for (const id of known) if (id !== process.pid && !ids.has(id)) known.delete(id);
    const fresh = [...ids].filter((id) => !ours.has(id) && !others.has(id));
    const parents = new Map(fresh.map((id) => [id, parentOf(id)]));
    for (const [id, parent] of parents) {
      if (isBelow(ours, parents, parent)) ours.add(id);
      // Where it could not be read, it is looked at again.
      else if (!Number.isNaN(parent)) others.add(id);
    }
    for (const id of ours) if (ids.has(id)) lines.add(textOfProcess(id, "cmdline").replaceAll("\0", " "));
  };
  look();
  const timer = setInterval(look, 50);
  return { seen: () => [...lines].join("\n"), stop: () => clearInterval(timer) };
}

function processIds(): number[] {
  const names = existsSync("/proc/self/cmdline") ? readdirSync("/proc") : [];
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

/** NaN for a process that has ended. */
function parentOf(id: number): number {
  // After the name, which may hold anything, come the state and the parent.
  const stat = textOfProcess(id, "stat");
  return Number(stat.slice(stat.lastIndexOf(")") + 1).split(" ")[2]);
}

function isBelow(ours: ReadonlySet<number>, parents: ReadonlyMap<number, number>, id: number): boolean {
  for (let at: number | undefined = id; at !== undefined && at > 0; at = parents.get(at))
    if (ours.has(at)) return true;
  return false;
}

/** A file of a process in `/proc`; empty when it has ended. */
function textOfProcess(id: number, name: string): string {
  try {
    return readFileSync(`/proc/${id}/${name}`, "utf8");
  } catch {
    return "";
  }
}

/** All files below a folder, and what is in them. */
export function filesBelow(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [file.slice(folder.length + 1), readFileSync(file, "latin1")]));
}

/** The part of a text in which a secret shows: whole, in part, or in an encoding that hides nothing. */
export function traceOf(secret: string, text: string): string | undefined {
  for (const form of formsOf(secret)) {
    for (let start = 0; start + tellingLength <= form.length; start += 1) {
      const at = text.indexOf(form.slice(start, start + tellingLength));
      if (at !== -1) return text.slice(Math.max(0, at - 80), at + 40);
    }
  }
  return undefined;
}

function formsOf(secret: string): Set<string> {
  const bytes = Buffer.from(secret);
  return new Set([
    secret,
    encodeURIComponent(secret),
    bytes.toString("hex"),
    // The first and the last letters depend on what is beside them.
    ...[0, 1, 2].map((before) =>
      Buffer.concat([Buffer.alloc(before), bytes])
        .toString("base64")
        .slice(4, -4),
    ),
  ]);
}
