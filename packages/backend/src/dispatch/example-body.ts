import { exampleOf, type Json, type Millis } from '@hookwright/model'
import type { BodyPath, BodyRead } from '../payloads/body-reads.ts'

/**
 * Node of the tree from which the example body is written. A node with inner nodes becomes an object or a
 * list, and its own value is ignored.
 */
interface Place {
  inner: Map<string | number, Place>
  value: Json
}

const empty = (): Place => ({ inner: new Map(), value: null })

const put = (place: Place, path: BodyPath, value: Json): void => {
  const [part, ...rest] = path
  if (part === undefined) {
    place.value = value
    return
  }
  const inner = place.inner.get(part) ?? empty()
  place.inner.set(part, inner)
  put(inner, rest, value)
}

const written = ({ inner, value }: Place): Json => {
  if (inner.size === 0) return value
  const keys = [...inner.keys()]
  if (keys.every(key => typeof key === 'number')) {
    const length = Math.max(...keys) + 1
    const [filler] = inner.values()
    return Array.from({ length }, (_, at) => written(inner.get(at) ?? filler ?? empty()))
  }
  return Object.fromEntries([...inner].map(([key, place]) => [String(key), written(place)]))
}

/**
 * Returns an example body with a value for each path that an event flow reads. Each value has the data type
 * of the output.
 */
export const exampleBodyOf = (reads: BodyRead[], now: Millis): Json => {
  const top = empty()
  for (const { path, output } of reads) {
    put(top, path, output === null ? null : exampleOf({ label: output.label, type: output.dataType }, now))
  }
  return reads.length === 0 ? {} : written(top)
}
