const typeIn = (line: string): string => (/^[^;]+/.exec(line)?.[0] ?? line).trim().toLowerCase()

/** The content types of a text, one a line; blank lines and parameters behind a `;` say nothing. */
export const typesIn = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(typeIn)

/** The text to show for content types: the typed one as long as it means the same, otherwise a line for each. */
export const shownTypes = (typed: string, types: readonly string[]): string => {
  const written = types.join('\n')
  return typesIn(typed).join('\n') === written ? typed : written
}
