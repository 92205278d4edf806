const elementsOf = (name: string): RegExp =>
  new RegExp(`(<(?:[\\w.-]+:)?${name.replaceAll('.', '\\.')}(?:\\s[^<>]*)?>)([^<>]*)(?=</)`, 'g')

const isName = (text: string): boolean => /^[A-Za-z_][\w.-]{0,99}$/.test(text)

/**
 * The text of the one element of a name, whatever its prefix; null when it is there not once, holds more than plain
 * text, or the document holds declarations, comments or CDATA, in which a second reading could hide.
 */
export const xmlText = (xml: string, name: string): string | null => {
  if (xml.includes('<!') || !isName(name)) return null
  const found = [...xml.matchAll(elementsOf(name))]
  const text = found.length === 1 ? found[0]?.[2] : undefined
  return text === undefined || text.includes('&') ? null : text
}

/** XML with another text in the elements of a name. */
export const withXmlText = (xml: string, name: string, text: string): string => {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return isName(name) ? xml.replace(elementsOf(name), (_, open: string) => open + escaped) : xml
}
