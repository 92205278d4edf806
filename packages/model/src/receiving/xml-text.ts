/**
 * The text of the one element of a name, whatever its prefix; null when it is there not once, holds more than plain
 * text, or the document holds declarations, comments or CDATA, in which a second reading could hide.
 */
export const xmlText = (xml: string, name: string): string | null => {
  if (xml.includes('<!') || !/^[A-Za-z_][\w.-]{0,99}$/.test(name)) return null
  const escaped = name.replaceAll('.', '\\.')
  const found = [...xml.matchAll(new RegExp(`<(?:[\\w.-]+:)?${escaped}(?:\\s[^<>]*)?>([^<>]*)</`, 'g'))]
  const text = found.length === 1 ? found[0]?.[1] : undefined
  return text === undefined || text.includes('&') ? null : text
}
