import { z } from 'zod'
import { isReservedName } from '../kernel/ids.ts'

/** A step into a value: a name, the place of an item, each item of a list (`each`) or each value there is (`any`). */
export type Into = string | number | { every: 'item' | 'value' }

/** A place in what arrives whose value is not kept. */
export interface RedactionPath {
  in: 'body' | 'headers' | 'query'
  /** Empty for all of it. */
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
 * Reads `body.user.ssn`, `body.cards[*].number`, `body["a.b"]`, `body.people.*.phone`, `headers.authorization` or
 * `query.token`; null for what is no such place.
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

/** Formats it as text; parsing the text returns the same value. */
export const writeRedactionPath = ({ in: root, way }: RedactionPath): string =>
  `${root}${way.map(writeInto).join('')}`

/** A place as somebody writes it, in its one spelling. */
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

/** The places of one flow or of an installation, each once. */
export const RedactionPaths = z
  .array(RedactionPathText)
  .max(100)
  .transform(paths => [...new Set(paths)])
