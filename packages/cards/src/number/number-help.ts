/** Returns the help text of an arithmetic card: what it does, and how exact the result is. */
export const numberHelp = (does: string): string =>
  `${does} A result that cannot be kept exactly makes the card fail.`
