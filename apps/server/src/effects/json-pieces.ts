/** Maximum number of values in a piece. The slowest kind of piece takes about 3 ms to read. */
const MOST_VALUES = 5_000

/** Piece of a JSON value: the value at a path, or members for the object or list at that path. */
export interface JsonPiece {
  is: 'value' | 'members'
  path: (string | number)[]
  json: string
}

type Container = Record<string, unknown> | unknown[]

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null

/** Counts the values inside a value, including itself. Stops once the count exceeds `most`. */
const countValues = (value: unknown, most: number): number => {
  if (!isContainer(value)) return 1
  let count = 1
  for (const member of Object.values(value)) {
    if (count > most) break
    count += countValues(member, most - count)
  }
  return count
}

/**
 * Splits a JSON value into pieces, in the order of its members. A large value can then be read without
 * blocking the event loop. A small value becomes a single piece.
 */
export function* writePieces(
  value: unknown,
  mostValues = MOST_VALUES,
  path: JsonPiece['path'] = []
): Generator<JsonPiece> {
  if (!isContainer(value) || countValues(value, mostValues) <= mostValues) {
    yield { is: 'value', path, json: JSON.stringify(value) }
    return
  }
  const isList = Array.isArray(value)
  yield { is: 'value', path, json: isList ? '[]' : '{}' }
  let group: [string, unknown][] = []
  let room = mostValues
  const written = (): JsonPiece => {
    const members = isList ? group.map(([, member]) => member) : Object.fromEntries(group)
    group = []
    room = mostValues
    return { is: 'members', path, json: JSON.stringify(members) }
  }
  for (const [key, member] of Object.entries(value)) {
    const count = countValues(member, mostValues)
    if (count > room && group.length > 0) yield written()
    if (count > mostValues) {
      yield* writePieces(member, mostValues, [...path, isList ? Number(key) : key])
      continue
    }
    group.push([key, member])
    room -= count
  }
  if (group.length > 0) yield written()
}

/**
 * Joins pieces to a value, with one turn of the event loop between two pieces. The member names must be those
 * of a `ReadBody`, which contain no reserved names.
 */
export const readPieces = async (pieces: JsonPiece[], nextTurn: () => Promise<void>): Promise<unknown> => {
  const top: { value: unknown } = { value: null }
  const containerAt = (path: JsonPiece['path']): Container => {
    let at: unknown = top
    for (const key of path) at = Reflect.get(Object(at), key)
    return at as Container
  }
  for (const [index, { is, path, json }] of pieces.entries()) {
    if (index > 0) await nextTurn()
    const place = ['value', ...path]
    const value = JSON.parse(json)
    if (is === 'value') Reflect.set(containerAt(place.slice(0, -1)), place.at(-1) ?? 'value', value)
    else {
      const container = containerAt(place)
      if (Array.isArray(container)) container.push(...value)
      else Object.assign(container, value)
    }
  }
  return top.value
}
