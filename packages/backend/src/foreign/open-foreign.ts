import { convertFlopack, servicesOfFlopack } from './flopack/convert-flopack.ts'
import { bareName } from './flopack/deployed-cards.ts'
import { readFlopack } from './flopack/read-flopack.ts'
import { convertHar, readHar } from './har/convert-har.ts'
import { convertN8n } from './n8n/convert-n8n.ts'
import { readN8n } from './n8n/read-n8n.ts'
import type { ConvertOptions, ForeignFlows, ForeignReading } from './report.ts'
import { keepValidFlows } from './valid-flows.ts'

const MB = 1_048_576

/** Maximum length of a file, in characters. */
export const MOST_FOREIGN = 32 * MB

/** Maximum nesting of JSON in a file. */
const MOST_LEVELS = 200

/** Returns true for JSON that is nested too deeply. Not recursive. */
const isTooDeep = (root: unknown): boolean => {
  let level: unknown[] = [root]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) return true
    const next: unknown[] = []
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue
      for (const inside of Object.values(value)) if (typeof inside === 'object') next.push(inside)
    }
    level = next
  }
  return false
}

/** File of another product, parsed and ready to convert. */
export interface OpenedForeign {
  source: ForeignFlows['source']
  /** Returns true if the file contains cards of the named connector. */
  uses: (connectorName: string) => boolean
  convert: (options: ConvertOptions) => ForeignReading
}

type Opening = { ok: true; opened: OpenedForeign } | { ok: false; why: string }

const refuse = (why: string): Opening => ({ ok: false, why })

const openFlopack = (value: unknown): Opening => {
  const read = readFlopack(value)
  if (!read.ok) return read
  const services = new Set([...servicesOfFlopack(read.file)].map(bareName))
  return {
    ok: true,
    opened: {
      source: 'flopack',
      uses: name => services.has(bareName(name)),
      convert: options => keepValidFlows(convertFlopack(read.file, options))
    }
  }
}

const openN8n = (value: unknown): Opening => {
  const read = readN8n(value)
  if (!read.ok) return read
  const convert = (options: ConvertOptions): ForeignReading => keepValidFlows(convertN8n(read.file, options))
  return { ok: true, opened: { source: 'n8n', uses: () => false, convert } }
}

const openHar = (value: unknown): Opening => {
  const read = readHar(value)
  if (!read.ok) return read
  const convert = (options: ConvertOptions): ForeignReading => keepValidFlows(convertHar(read.file, options))
  return { ok: true, opened: { source: 'har', uses: () => false, convert } }
}

/**
 * Parses a file of another product and detects its kind from its content. If the file is refused, returns the
 * reason as a sentence.
 */
export const openForeign = (text: string): Opening => {
  if (text.length > MOST_FOREIGN) {
    return refuse(
      `The file has ${Math.ceil(text.length / MB)} MB, but the limit is ${MOST_FOREIGN / MB} MB. Export fewer flows at a time.`
    )
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse(
      'The file is neither a ZIP archive nor valid JSON. Choose the exported file without changes.'
    )
  }
  if (isTooDeep(value))
    return refuse(
      'The file is nested more than 200 levels deep, which is not supported. Choose another file.'
    )
  if (Object(value).type === 'flopack') return openFlopack(value)
  if (Array.isArray(Object(value).nodes) && typeof Object(value).connections === 'object')
    return openN8n(value)
  if (Array.isArray(Object(Object(value).log).entries)) return openHar(value)
  return refuse(
    'The file is not an Okta Workflows flopack, an n8n workflow or a HAR file. Choose one of these.'
  )
}

/** Reads and converts a file of another product. Never throws. */
export const convertForeign = (
  text: string,
  {
    deployed = { actions: [], events: [] },
    takenNames = [],
    picked = null,
    ...options
  }: Pick<ConvertOptions, 'specs' | 'newId'> & Partial<ConvertOptions>
): ForeignReading => {
  const opening = openForeign(text)
  return opening.ok ? opening.opened.convert({ ...options, deployed, takenNames, picked }) : opening
}
