import type { ReadBody } from '@hookwright/model'
import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** How deep XML may be nested, and how many bytes are read as XML: it is parsed beside all else that happens. */
const MOST_DEPTH = 32
const MOST_BYTES = 256 * 1024

const options = {
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // The five of XML itself; others would need a DTD, which is not read.
  processEntities: true,
  htmlEntities: false
}

/** How deep elements are nested, as far as more than is allowed: by the tags alone, before anything is built. */
const isTooDeep = (text: string): boolean => {
  let depth = 0
  for (const [tag] of text.matchAll(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<[^>]*>/g)) {
    if (tag.startsWith('</')) depth--
    else if (!tag.startsWith('<!') && !tag.startsWith('<?') && !tag.endsWith('/>')) depth++
    if (depth > MOST_DEPTH) return true
  }
  return false
}

const whyNotXml = (text: string, bytes: number): string | null => {
  if (bytes > MOST_BYTES)
    return 'The XML body is larger than 256 KB, so it was kept as text: reading that much at once would hold up what else arrives. Have the service send less in one request.'
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) {
    return 'The XML body comes with definitions of its own (DOCTYPE), which are never read, so it was kept as text.'
  }
  if (isTooDeep(text)) return 'The XML body is nested more than 32 levels deep, so it was kept as text.'
  return XMLValidator.validate(text) === true
    ? null
    : 'The body says it is XML but cannot be read as XML, so it was kept as text.'
}

/**
 * XML as an object: elements by their names, attributes behind `@`, text beside either as `#text`; an element that comes
 * twice is a list. Never throws: what cannot be read safely is text, with a sentence that says so.
 */
export const readXml = (text: string, bytes: number): ReadBody => {
  const why = whyNotXml(text, bytes)
  if (why !== null) return { value: text, keptAsText: why }
  try {
    return { value: new XMLParser(options).parse(text), keptAsText: null }
  } catch {
    return {
      value: text,
      keptAsText: 'The body says it is XML but cannot be read as XML, so it was kept as text.'
    }
  }
}
