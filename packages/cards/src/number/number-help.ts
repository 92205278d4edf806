/** What is told of a card that reckons: what it does, and how exact that is. */
export const numberHelp = (does: string): string =>
  `${does} A result that cannot be kept exactly makes the card fail.`
