const typeIn = (line: string): string => (/^[^;]+/.exec(line)?.[0] ?? line).trim().toLowerCase()

/** Parses content types, one per line. Blank lines and parameters after a `;` are ignored. */
export const typesIn = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(typeIn)

/**
 * Returns the text to show in the content types field. The typed text is kept if it stands for these types;
 * otherwise there is one type per line.
 */
export const shownTypes = (typed: string, types: readonly string[]): string => {
  const written = types.join('\n')
  return typesIn(typed).join('\n') === written ? typed : written
}
