import { Path } from '../fields/path.ts'
import { shortened } from '../kernel/cut-text.ts'

/** Kinds of atoms, the template parts that refer to a request. */
const atomKinds = [
  'body',
  'url',
  'method',
  'form',
  'key',
  'header',
  'query',
  'xml',
  'sig',
  'json',
  'item',
  'registration',
  'jwt'
] as const
export type AtomKind = (typeof atomKinds)[number]

/** Kinds of atoms without a name. Only `form` may also have a name. */
const alone = new Set<AtomKind>(['body', 'url', 'method', 'form', 'key'])
const withPath = new Set<AtomKind>(['json', 'item', 'registration', 'jwt'])

const plainFilters = [
  'lower',
  'crc32',
  'sha256-hex',
  'sha256-base64',
  'hmac-sha256-hex',
  'hmac-sha256-base64',
  'sorted'
] as const

/** Filter of a template part. `line` outputs the part's name and its value as two lines. */
export type Filter = { filter: (typeof plainFilters)[number] } | { filter: 'line'; name: string }

/** Part of the request inside a template. */
export interface Atom {
  kind: AtomKind
  /**
   * Name of the part: a header name in lower case, or an unchanged parameter name. Empty for atoms without a
   * name.
   */
  name: string
  path: Path
  /** True if a missing part becomes an empty text. */
  optional: boolean
  filters: Filter[]
}

/** Parsed template: literal texts and atoms in order. */
export type TemplateParts = (string | Atom)[]

export type ParsedTemplate = { ok: true; parts: TemplateParts } | { ok: false; message: string }

/**
 * Parses a dotted path, `data.items.0.id`; null when it is empty or contains a reserved name. A dot
 * inside a name is escaped with a backslash.
 */
export const parsePath = (text: string): Path | null => {
  const names = text.split(/(?<!\\)\./).map(name => name.replaceAll('\\.', '.'))
  const keys = names.map(key => (/^(?:0|[1-9]\d{0,5})$/.test(key) ? Number(key) : key))
  const parsed = Path.safeParse(keys)
  return parsed.success ? parsed.data : null
}

const parseFilter = (text: string): Filter | null => {
  const named = /^line\(([A-Za-z0-9_-]{1,64})\)$/.exec(text)?.[1]
  if (named !== undefined) return { filter: 'line', name: named }
  const plain = plainFilters.find(filter => filter === text)
  return plain === undefined ? null : { filter: plain }
}

const isAtomKind = (text: string): text is AtomKind => atomKinds.some(kind => kind === text)

/** Parses the text between braces. Returns an error message for an invalid atom. */
const parseAtom = (text: string): Atom | string => {
  const quoted = shortened(text)
  const [source = '', ...filterTexts] = text.split('|')
  const optional = source.endsWith('?')
  const whole = optional ? source.slice(0, -1) : source
  const dot = whole.indexOf('.')
  const kind = dot < 0 ? whole : whole.slice(0, dot)
  const name = dot < 0 ? '' : whole.slice(dot + 1)
  if (!isAtomKind(kind))
    return `“{${quoted}}” is not a part of a request. Use {body}, {url}, {header.Name}, {query.name}, {json.path} or another part.`
  if (name === '' && !alone.has(kind)) return `“{${quoted}}” needs a name. Write {${kind}.name}.`
  if (name !== '' && alone.has(kind) && kind !== 'form')
    return `“{${quoted}}” takes no name. Write {${kind}}.`
  const path = withPath.has(kind) ? parsePath(name) : []
  if (path === null)
    return `“${shortened(name)}” is not a path. Write names and numbers with dots between them.`
  const filters: Filter[] = []
  for (const filterText of filterTexts) {
    const filter = parseFilter(filterText)
    if (filter === null)
      return `“${shortened(filterText)}” is not a filter. Remove it or use one of ${plainFilters.join(', ')}.`
    filters.push(filter)
  }
  const sorted = filters.findIndex(({ filter }) => filter === 'sorted')
  if (kind === 'form' && name === '' && sorted !== 0)
    return 'A form has no defined order. Write {form|sorted}.'
  if (sorted > 0 || (sorted === 0 && (kind !== 'form' || name !== '')))
    return 'Only a whole form can be sorted. Write {form|sorted}.'
  return { kind, name: kind === 'header' ? name.toLowerCase() : name, path, optional, filters }
}

/**
 * Parses a template with parts of a request, such as `{header.webhook-id}.{body}`. Doubled braces are literal
 * braces. The grammar has no loops, arithmetic or functions. Never throws.
 */
export const parseTemplate = (text: string): ParsedTemplate => {
  const parts: TemplateParts = []
  let written = ''
  let at = 0
  while (at < text.length) {
    const sign = text.charAt(at)
    if ((sign === '{' || sign === '}') && text.charAt(at + 1) === sign) {
      written += sign
      at += 2
    } else if (sign === '}') {
      return { ok: false, message: 'There is a } without its {. Write }} for the character itself.' }
    } else if (sign === '{') {
      const end = text.indexOf('}', at)
      if (end < 0)
        return { ok: false, message: 'There is a { without its }. Write {{ for the character itself.' }
      const atom = parseAtom(text.slice(at + 1, end))
      if (typeof atom === 'string') return { ok: false, message: atom }
      if (written !== '') parts.push(written)
      parts.push(atom)
      written = ''
      at = end + 1
    } else {
      written += sign
      at++
    }
  }
  if (written !== '') parts.push(written)
  return { ok: true, parts }
}

const printFilter = (filter: Filter): string =>
  filter.filter === 'line' ? `|line(${filter.name})` : `|${filter.filter}`

/** Formats an atom, without braces: `header.webhook-id`. */
export const printAtom = ({ kind, name, optional, filters }: Atom): string =>
  `${kind}${name === '' ? '' : `.${name}`}${optional ? '?' : ''}${filters.map(printFilter).join('')}`

/** Formats a parsed template as text: `{header.webhook-id}.{body}`. */
export const printTemplate = (parts: TemplateParts): string =>
  parts
    .map(part =>
      typeof part === 'string' ? part.replaceAll('{', '{{').replaceAll('}', '}}') : `{${printAtom(part)}}`
    )
    .join('')
