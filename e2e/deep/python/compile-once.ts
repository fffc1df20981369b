import { join } from "node:path";
import process from "node:process";
import { inject } from "vitest";

/**
 * Python compiles what it loads, and keeps it, so that the next process with the same packages starts in a third of the
 * time. Images of CI tell it to keep nothing; here it does, but not beside sources, some of which are of this repository.
 */
delete process.env["PYTHONDONTWRITEBYTECODE"];
process.env["PYTHONPYCACHEPREFIX"] = join(inject("shared"), "compiled");
