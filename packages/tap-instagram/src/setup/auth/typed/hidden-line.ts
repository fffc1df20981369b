import { stripVTControlCharacters } from "node:util";

/** How a line that is typed ends, and what was typed after it. */
export interface LineEnd {
  readonly by: "enter" | "interrupt" | "end";
  readonly rest: string;
}

/** The keys that a terminal in raw mode hands over as they are. */
const keys = {
  interrupt: "\u0003",
  end: "\u0004",
  clear: "\u0015",
  backspace: ["\u007F", "\b"],
  enter: ["\r", "\n"],
};

/** A line that is typed or pasted without being shown. */
export class HiddenLine {
  text = "";

  /** Takes what was typed; tells when the line ends. */
  take(typed: string): LineEnd | undefined {
    // Without arrows and the like, and without what marks a pasted text.
    const letters = Array.from(stripVTControlCharacters(typed));
    for (const [index, letter] of letters.entries()) {
      const ended = (by: LineEnd["by"]): LineEnd => ({ by, rest: letters.slice(index + 1).join("") });
      if (keys.enter.includes(letter)) return ended("enter");
      if (letter === keys.interrupt) return ended("interrupt");
      if (letter === keys.end && this.text === "") return ended("end");
      if (keys.backspace.includes(letter)) this.text = Array.from(this.text).slice(0, -1).join("");
      else if (letter === keys.clear) this.text = "";
      else if (!/\p{Cc}/u.test(letter)) this.text += letter;
    }
    return undefined;
  }
}
