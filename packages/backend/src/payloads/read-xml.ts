import type { ReadBody } from '@hookwright/model'
import { parseXml } from '@hookwright/model/xml'

const kept = {
  malformed: 'The body is declared as XML but is not valid XML, so it was kept as text.',
  definitions: 'The XML body contains a DOCTYPE, which is not supported, so it was kept as text.',
  depth: 'The XML body is nested more than 32 levels deep, so it was kept as text.',
  values: 'The XML body has more than 100,000 values, so it was kept as text.'
} as const

/** Reads an XML body as an object. Never throws: what cannot be read safely is text, with a sentence that says so. */
export const readXml = (text: string): ReadBody => {
  const parsed = parseXml(text)
  if (!parsed.ok) return { value: text, keptAsText: kept[parsed.why] }
  const { value, hasReserved } = parsed
  return hasReserved ? { value, keptAsText: null, droppedKeys: true } : { value, keptAsText: null }
}
