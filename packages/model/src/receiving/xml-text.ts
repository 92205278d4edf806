const elementsOf = (name: string): RegExp =>
  new RegExp(`(<(?:[\\w.-]+:)?${name.replaceAll('.', '\\.')}(?:\\s[^<>]*)?>)([^<>]*)(?=</)`, 'g')

const isName = (text: string): boolean => /^[A-Za-z_][\w.-]{0,99}$/.test(text)

/**
 * Returns the text of the single element with a name, ignoring its prefix. Null when it is missing
 * or repeated, contains more than plain text, or when the document contains declarations, comments
 * or CDATA, which could be parsed differently elsewhere.
 */
export const xmlText = (xml: string, name: string): string | null => {
  if (xml.includes('<!') || !isName(name)) return null
  const found = [...xml.matchAll(elementsOf(name))]
  const text = found.length === 1 ? found[0]?.[2] : undefined
  return text === undefined || text.includes('&') ? null : text
}

/** Returns XML with another text in the elements of a name. */
export const withXmlText = (xml: string, name: string, text: string): string => {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return isName(name) ? xml.replace(elementsOf(name), (_, open: string) => open + escaped) : xml
}
