import { diagnose, type DiagnosisOptions } from "@tap-instagram/core/diagnosis";
import { defineSubcommand, InvalidInputError, type Subcommand } from "@tap-instagram/singer";
import { diagnosisOptions, type Ports } from "tap-instagram/engine";
import { problemText } from "../session/failure-type.ts";
import { commandFlags, required } from "../session/flags.ts";
import { inSession, type Session } from "../session/session.ts";
import { readConfig } from "../settings/read-config.ts";
import { connectionStatus } from "./status-message.ts";

/** Where the command of the advice writes the token, to be copied from there. */
const tokenFile = "token.json";

/** `check`: whether settings and token work, and if not, what to do and where to click. */
export function checkCommandOf(ports: Ports): Subcommand {
  return defineSubcommand({
    summary: "Find out whether settings and token work, as one CONNECTION_STATUS message",
    flags: commandFlags,
    async run(run) {
      const path = required("check", "config", run.flags.config);
      return inSession(run, run.flags.debug, async (session) => {
        const { output } = session;
        let connection;
        try {
          const diagnosis = await diagnose(optionsOf(path, session, ports));
          connection = connectionStatus(diagnosis);
        } catch (error) {
          if (!(error instanceof InvalidInputError)) throw error;
          connection = { status: "FAILED", message: `${error.attempt}: ${problemText(error)}` } as const;
        }
        const { status, message } = connection;
        const connectionStatusOf = {
          status,
          message: message === undefined ? undefined : session.redact(message),
        };
        await output.write({ type: "CONNECTION_STATUS", connectionStatus: connectionStatusOf });
        return 0;
      });
    },
  });
}

function optionsOf(path: string, session: Session, ports: Ports): DiagnosisOptions {
  const { settings } = readConfig(path, session);
  const options = diagnosisOptions({ settings }, [tokenFile], ports, session.signal);
  return {
    ...options,
    loginCommand: `npx ${options.loginCommand}, then copy access_token from ${tokenFile} into the source's settings`,
    renewCommand: undefined,
    only: settings.accounts,
    except: settings.exclude_accounts,
  };
}
