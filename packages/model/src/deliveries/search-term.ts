import type { Path } from '../fields/path.ts'

/** Search in received requests: words anywhere, or a value at a path of the body. */
export type SearchTerm = { text: string } | PathSearch

/** Path in a body, with the expected value. */
export interface PathSearch {
  /** Path. A name applies to an object, or to every item of a list; a number to one item. */
  path: Path
  /** Value as entered, such as `42` or `"42"`. */
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
 * Parses `body.user.id = 42`, `body.people[0].name = Mira` or `body["a.b"] = true`; null for any
 * other text.
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

/** Formats it as text; parsing the text returns the same value. */
export const formatPathSearch = ({ path, value }: PathSearch): string => {
  const way = path.map(into =>
    typeof into === 'number' ? `[${into}]` : plain.test(into) ? `.${into}` : `[${JSON.stringify(into)}]`
  )
  return `body${way.join('')} = ${value}`
}

/**
 * Returns the values at a path. Names apply to all items of a list, as does the end of the path.
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
 * Creates a test of bodies for a value at a path: `42` matches the number or the text, `"42"` only
 * the text.
 */
export const findsAt = ({ path, value }: PathSearch): ((body: unknown) => boolean) => {
  const meant = jsonIn(value)
  const isSame = (found: unknown): boolean =>
    found === meant || (typeof found === 'string' && typeof meant !== 'string' && found === value)
  return body => valuesAt(body, path).some(isSame)
}
