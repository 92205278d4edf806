import type { Json } from '../kernel/json.ts'

const word = '(?:[A-Za-z0-9_/.+,()-]|:(?=[A-Za-z0-9_/.]))'

/** Pattern of texts that every YAML parser reads as text without quotes. */
const plain = new RegExp(`^[A-Za-z_/]${word}*(?: ${word}+)*$`)

/** Words that some YAML parsers do not read as text without quotes. */
const reserved = /^(?:null|true|false|yes|no|on|off|y|n)$/i

/** Characters that editors and version control systems never change. */
const steady = String.raw`\x20-\x7e\u{a1}-\u{167f}\u{1681}-\u{1fff}\u{2010}-\u{2027}\u{2030}-\u{205e}\u{2070}-\u{2fff}\u{3001}-\u{d7ff}\u{e000}-\u{fefe}\u{ff00}-\u{ffef}\u{10000}-\u{10ffff}`
const steadyLines = new RegExp(`^[${steady}\\n]*$`, 'u')
const unsteady = new RegExp(`[^${steady}]+`, 'gu')

/** Maximum length of a key before a colon; YAML allows 1,024 characters. */
const LONGEST_KEY = 500

/** Maximum length of a label in a comment. */
const LONGEST_LABEL = 60

/** Quotes a text. Characters that editors may change are escaped. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(unsteady, signs =>
    Array.from({ length: signs.length }, (_, at) => signs.charCodeAt(at).toString(16).padStart(4, '0'))
      .map(code => `\\u${code}`)
      .join('')
  )

/** Returns true for a multi-line text that a YAML block represents exactly. */
const fitsBlock = (text: string): boolean =>
  text.includes('\n') && steadyLines.test(text) && !/^\s| \n| $|\n\n$/.test(text)

const inline = (text: string): string => (plain.test(text) && !reserved.test(text) ? text : quoted(text))

const labelled = (written: string, label: string | null): string => {
  const line = (label ?? '').replace(unsteady, ' ').replace(/ {2,}/g, ' ').trim()
  if (line === '') return written
  const cut = [...line].slice(0, LONGEST_LABEL).join('').trimEnd()
  return `${written} # ${cut}${cut === line ? '' : '…'}`
}

/** Comments to write into a YAML document: its header, and labels next to texts. */
export interface YamlStyle {
  /** Lines above the document, without `#`. */
  header: string[]
  /** Returns the label to show as a comment next to a text; `null` for none. */
  labelOf: (text: string, key: string | null) => string | null
}

type Write = (value: Json, key: string | null) => string[]

const indented = (lines: string[]): string[] => lines.map(line => (line === '' ? '' : `  ${line}`))

/** Prepends a mark such as `-` to a nested value and indents its other lines. */
const marked = (mark: string, lines: string[]): string[] => {
  const [first = '', ...rest] = indented(lines)
  return [`${mark} ${first.slice(2)}`, ...rest]
}

const isNested = (value: Json): value is Json[] | { [key: string]: Json } =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0

const entryOf = (name: string, value: Json, write: Write): string[] => {
  const lines = write(value, name)
  const key = inline(name)
  if (key.length > LONGEST_KEY) return [`? ${key}`, ...marked(':', lines)]
  if (isNested(value)) return [`${key}:`, ...indented(lines)]
  const [first, ...rest] = lines
  return [`${key}: ${first}`, ...indented(rest)]
}

/**
 * Writes a value as YAML in a stable form: keys in the order of the value, one scalar per line,
 * long texts as blocks. No library is used, since a new version might format the same value
 * differently.
 */
export const writeYaml = (value: Json, { header, labelOf }: YamlStyle): string => {
  const write: Write = (inner, key) => {
    if (typeof inner === 'string') {
      if (!fitsBlock(inner)) return [labelled(inline(inner), labelOf(inner, key))]
      const lines = inner.split('\n')
      return inner.endsWith('\n') ? ['|', ...lines.slice(0, -1)] : ['|-', ...lines]
    }
    if (!isNested(inner)) return [JSON.stringify(inner)]
    if (Array.isArray(inner)) return inner.flatMap(item => marked('-', write(item, key)))
    return Object.entries(inner).flatMap(([name, each]) => entryOf(name, each, write))
  }
  const comments = header.map(line => `# ${line}`)
  return `${[...comments, ...write(value, null)].join('\n')}\n`
}
