import {
  anyValue,
  type Binding,
  type Coerced,
  MOST_TEXT,
  megabytes,
  one,
  type Pill,
  type ValueType
} from '@hookwright/model'

/** Encoding of values in a text with pills: as JSON or as part of a URL. */
export type TextEncoding = 'json' | 'url'

type Parts = Extract<Binding, { kind: 'text' }>['parts']
type ReadPill<Scope> = (pill: Pill, scope: Scope, type: ValueType) => Coerced
type TextReader<Scope> = (scope: Scope) => Coerced

const textType = one('text')

/**
 * Conversion error for a text that exceeds the maximum length. It is detected before the text is built in
 * memory.
 */
const tooLong: Coerced = {
  ok: false,
  wanted: `Text of at most ${megabytes(MOST_TEXT)} MB`,
  found: `Text of more than ${megabytes(MOST_TEXT)} MB`,
  place: ''
}

const isPill = (part: string | Pill): part is Pill => typeof part !== 'string'

const isJsonContainer = (sample: string): boolean => {
  try {
    const value: unknown = JSON.parse(sample)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}

/**
 * Returns one boolean per pill of a JSON text: true if the pill is inside quotes. Returns null if the text
 * cannot be a JSON object or list, whatever the pills contain.
 */
export const pillsInQuotes = (parts: Parts): boolean[] | null => {
  const inQuotes: boolean[] = []
  let sample = ''
  let isInside = false
  let isEscaped = false
  for (const part of parts) {
    if (isPill(part)) {
      if (isEscaped) return null
      inQuotes.push(isInside)
      sample += isInside ? '' : 'null'
      continue
    }
    sample += part
    for (const sign of part) {
      if (isEscaped) isEscaped = false
      else if (isInside && sign === '\\') isEscaped = true
      else if (sign === '"') isInside = !isInside
    }
  }
  return isJsonContainer(sample) ? inQuotes : null
}

/**
 * Returns the expected type of each pill in a text, in order. The type is Any for a pill that is encoded as a
 * JSON value, otherwise Text.
 */
export const typesOfPills = (parts: Parts, encoding: TextEncoding | undefined): ValueType[] => {
  const inQuotes = encoding === 'json' ? pillsInQuotes(parts) : null
  return parts.filter(isPill).map((_, index) => (inQuotes?.[index] === false ? anyValue : textType))
}

const jsonWithin = (text: string): string => JSON.stringify(text).slice(1, -1)

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const percentEncoded = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`

/** Percent-encodes a text for use in a URL. Only unreserved characters are kept (RFC 3986, 2.3). */
export const encodeUrlText = (text: string): string =>
  encodeURIComponent(text.replace(loneSurrogate, '\ufffd')).replace(/[!'()*]/g, percentEncoded)

/**
 * Returns one boolean per pill of a URL: true if its value must be percent-encoded. Values in the path, query
 * or fragment are encoded; a pill at the start of the URL or in its host is inserted unchanged.
 */
const pillsAsComponents = (parts: Parts): boolean[] => {
  let before = ''
  return parts.flatMap(part => {
    if (isPill(part)) return [before !== '' && !/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*$/i.test(before)]
    before += part
    return []
  })
}

/**
 * Returns a function that reads and formats each pill and joins the parts. It stops at the first value that
 * cannot be converted.
 */
const joined =
  <Scope>(
    parts: Parts,
    readPill: ReadPill<Scope>,
    wayOf: (index: number) => { type: ValueType; write: (value: unknown) => string }
  ): TextReader<Scope> =>
  scope => {
    let text = ''
    let index = 0
    for (const part of parts) {
      if (!isPill(part)) {
        text += part
        continue
      }
      const { type, write } = wayOf(index)
      index += 1
      const read = readPill(part, scope, type)
      if (!read.ok) return read
      text += write(read.value)
      if (text.length > MOST_TEXT) return tooLong
    }
    return { ok: true, value: text }
  }

const plain = (value: unknown): string => (value === null ? '' : String(value))

/**
 * Compiles a text with pills into a function that can be called many times. Missing values become empty text,
 * or `null` in JSON outside quotes.
 */
export const textReaderOf = <Scope>(
  parts: Parts,
  encoding: TextEncoding | undefined,
  readPill: ReadPill<Scope>
): TextReader<Scope> => {
  const asText = { type: textType, write: plain }
  if (encoding === 'url') {
    const isComponent = pillsAsComponents(parts)
    const asComponent = { type: textType, write: (value: unknown) => encodeUrlText(plain(value)) }
    return joined(parts, readPill, index => (isComponent[index] === true ? asComponent : asText))
  }
  const inQuotes = encoding === 'json' ? pillsInQuotes(parts) : null
  if (inQuotes === null) return joined(parts, readPill, () => asText)
  const quoted = { type: textType, write: (value: unknown) => jsonWithin(plain(value)) }
  const bare = { type: anyValue, write: (value: unknown) => JSON.stringify(value) }
  return joined(parts, readPill, index => (inQuotes[index] === true ? quoted : bare))
}
