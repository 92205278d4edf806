const elementsOf = (name: string): RegExp =>
  new RegExp(`(<(?:[\\w.-]+:)?${name.replaceAll('.', '\\.')}(?:\\s[^<>]*)?>)([^<>]*)(?=</)`, 'g')

const isName = (text: string): boolean => /^[A-Za-z_][\w.-]{0,99}$/.test(text)

/**
 * Returns the text of the only element with a name, ignoring namespace prefixes. `null` if the element is
 * missing, repeated or contains more than plain text. Also `null` if the document contains declarations,
 * comments or CDATA, which other parsers could read differently.
 */
export const xmlText = (xml: string, name: string): string | null => {
  if (xml.includes('<!') || !isName(name)) return null
  const found = [...xml.matchAll(elementsOf(name))]
  const text = found.length === 1 ? found[0]?.[2] : undefined
  return text === undefined || text.includes('&') ? null : text
}

/** Replaces the text of all elements with the given name. */
export const withXmlText = (xml: string, name: string, text: string): string => {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return isName(name) ? xml.replace(elementsOf(name), (_, open: string) => open + escaped) : xml
}
