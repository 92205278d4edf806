import { z } from 'zod'
import { isReservedName } from '../kernel/ids.ts'

/**
 * Step of a path: a name, the index of an item, each item of a list (`each`) or each value (`any`).
 */
export type Into = string | number | { every: 'item' | 'value' }

/** Path in a request whose value is not stored. */
export interface RedactionPath {
  in: 'body' | 'headers' | 'query'
  /** Steps of the path. Empty for the whole body, all headers or the whole query. */
  way: Into[]
}

const roots = ['body', 'headers', 'query'] as const

const part = /^(?:\.(\*)|\.([^\s.[\]="*]+)|\[(\*)\]|\[(\d{1,6})\]|\["((?:[^"\\]|\\.){1,200})"\])/

const nameIn = (quoted: string): string | null => {
  try {
    return JSON.parse(`"${quoted}"`)
  } catch {
    return null
  }
}

const intoOf = ([, value, name, item, index, quoted]: RegExpExecArray): Into | null => {
  if (value !== undefined) return { every: 'value' }
  if (item !== undefined) return { every: 'item' }
  if (index !== undefined) return Number(index)
  const read = name ?? nameIn(quoted ?? '')
  return read === null || isReservedName(read) ? null : read
}

const MOST_PARTS = 64

/**
 * Parses `body.user.ssn`, `body.cards[*].number`, `body["a.b"]`, `body.people.*.phone`,
 * `headers.authorization` or `query.token`; null for any other text.
 */
export const readRedactionPath = (text: string): RedactionPath | null => {
  const trimmed = text.trim()
  const root = roots.find(candidate => trimmed.startsWith(candidate))
  if (root === undefined) return null
  const way: Into[] = []
  let rest = trimmed.slice(root.length)
  while (rest !== '') {
    const found = part.exec(rest)
    const into = found && intoOf(found)
    if (found === null || into === null || way.length === MOST_PARTS) return null
    way.push(into)
    rest = rest.slice(found[0].length)
  }
  return { in: root, way }
}

const plain = /^[^\s.[\]="*]+$/

const writeInto = (into: Into): string => {
  if (typeof into === 'number') return `[${into}]`
  if (typeof into === 'object') return into.every === 'item' ? '[*]' : '.*'
  return plain.test(into) ? `.${into}` : `[${JSON.stringify(into)}]`
}

/** Formats a redaction path as text. Parsing the text returns the same path. */
export const writeRedactionPath = ({ in: root, way }: RedactionPath): string =>
  `${root}${way.map(writeInto).join('')}`

/** Redaction path as text, normalized. */
export const RedactionPathText = z
  .string()
  .max(500)
  .transform((text, problems) => {
    const path = readRedactionPath(text)
    if (path !== null) return writeRedactionPath(path)
    problems.addIssue({
      code: 'custom',
      message: `“${text.trim()}” is not a valid path. Enter a path such as body.user.ssn, body.cards[*].number, headers.authorization or query.token.`
    })
    return z.NEVER
  })

/** Redaction paths of one flow or of an installation, without duplicates. */
export const RedactionPaths = z
  .array(RedactionPathText)
  .max(100)
  .transform(paths => [...new Set(paths)])
