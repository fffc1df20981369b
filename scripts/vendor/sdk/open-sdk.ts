import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { UnreadableSdkError } from "./unreadable-sdk-error.ts";

/** Meta's Python SDK, wherever it lies. */
export interface Sdk {
  /** `26.0.3`; `null` where its file of versions does not say. */
  version: string | null;
  /** The text of a class's file; `undefined` where there is none. */
  sourceOf(className: string): string | undefined;
}

const wanted = "a wheel of facebook-business, or a folder with facebook_business in it";

/**
 * Opens a wheel, which is a zip, or a folder: the one that holds `facebook_business`, that one itself, or its `adobjects`.
 *
 * @throws UnreadableSdkError
 */
export function openSdk(path: string): Sdk {
  const read = isFolder(path) ? filesOf(folderIn(path)) : filesInWheel(path);
  const [, version] = /'SDK_VERSION': 'v?([^']+)'/.exec(read("apiconfig.py") ?? "") ?? [];
  return {
    version: version ?? null,
    sourceOf: (className) => read(`adobjects/${className.toLowerCase()}.py`),
  };
}

type Files = (path: string) => string | undefined;

function isFolder(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined)
    throw new UnreadableSdkError(`Cannot read the SDK: there is no ${path}, wanted ${wanted}`);
  return stats.isDirectory();
}

function folderIn(path: string): string {
  const candidates = [join(path, "facebook_business"), path, join(path, "..")];
  const found = candidates.find((folder) =>
    statSync(join(folder, "adobjects"), { throwIfNoEntry: false })?.isDirectory(),
  );
  if (found === undefined)
    throw new UnreadableSdkError(`Cannot read the SDK: ${path} holds no folder adobjects, wanted ${wanted}`);
  return found;
}

function filesOf(folder: string): Files {
  return (path) => {
    try {
      return readFileSync(join(folder, path), "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
      throw new UnreadableSdkError(`Cannot read ${join(folder, path)}: ${String(error)}`);
    }
  };
}

function filesInWheel(path: string): Files {
  const root = "facebook_business/";
  try {
    const files = unzipSync(readFileSync(path), { filter: ({ name }) => name.startsWith(root) });
    return (name) => {
      const bytes = files[root + name];
      return bytes === undefined ? undefined : strFromU8(bytes);
    };
  } catch (error) {
    throw new UnreadableSdkError(
      `Cannot read the SDK: ${path} is not a zip file (${String(error)}), wanted ${wanted}`,
    );
  }
}
