import type { Path } from '../fields/path.ts'

/** Search term for received requests: words anywhere in the request, or a value at a path of its body. */
export type SearchTerm = { text: string } | PathSearch

/** Path in a body, with the value to find there. */
export interface PathSearch {
  /** Path to search. A name applies to an object or to all items of a list; a number applies to one item. */
  path: Path
  /** Value to find, as entered, such as `42` or `"42"`. */
  value: string
}

const part = /^(?:\.([^\s.[\]="]+)|\[(\d{1,9})\]|\["((?:[^"\\]|\\.)*)"\])/

const nameIn = (quoted: string): string | null => {
  try {
    return JSON.parse(`"${quoted}"`)
  } catch {
    return null
  }
}

/**
 * Parses a path search, such as `body.user.id = 42`, `body.people[0].name = Mira` or `body["a.b"] = true`.
 * Returns null for other texts.
 */
export const parsePathSearch = (text: string): PathSearch | null => {
  const trimmed = text.trim()
  if (!trimmed.startsWith('body')) return null
  const path: Path = []
  let rest = trimmed.slice('body'.length)
  for (;;) {
    const found = part.exec(rest)
    if (found === null) break
    const [whole, name, index, quoted] = found
    const into = index === undefined ? (name ?? nameIn(quoted ?? '')) : Number(index)
    if (into === null) return null
    path.push(into)
    rest = rest.slice(whole.length)
  }
  const value = /^\s*=([\s\S]*)$/.exec(rest)?.[1]?.trim()
  return path.length === 0 || value === undefined || value === '' ? null : { path, value }
}

const plain = /^[^\s.[\]="]+$/

/** Formats a path search as text, which `parsePathSearch` parses to the same search. */
export const formatPathSearch = ({ path, value }: PathSearch): string => {
  const way = path.map(into =>
    typeof into === 'number' ? `[${into}]` : plain.test(into) ? `.${into}` : `[${JSON.stringify(into)}]`
  )
  return `body${way.join('')} = ${value}`
}

/**
 * Returns the values at a path. A name applies to all items of a list, and a list at the end of the path
 * yields its items. Lists directly inside a list are skipped.
 */
const valuesAt = (value: unknown, path: Path): unknown[] => {
  const [into, ...rest] = path
  if (Array.isArray(value)) {
    return typeof into === 'number'
      ? valuesAt(value[into], rest)
      : value.flatMap((item: unknown) => (Array.isArray(item) ? [] : valuesAt(item, path)))
  }
  if (into === undefined) return value === undefined ? [] : [value]
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, into)) return []
  return valuesAt(Reflect.get(value, into), rest)
}

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Creates a predicate that finds a value at a path in a body. `42` matches the number and the text, `"42"`
 * only the text.
 */
export const findsAt = ({ path, value }: PathSearch): ((body: unknown) => boolean) => {
  const meant = jsonIn(value)
  const isSame = (found: unknown): boolean =>
    found === meant || (typeof found === 'string' && typeof meant !== 'string' && found === value)
  return body => valuesAt(body, path).some(isSame)
}
