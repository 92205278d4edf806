import type { Invalidation } from '@hookwright/model'
import type { QueryKey } from '@tanstack/react-query'
import { topicQueries } from './topic-queries.ts'

/** Returns the procedure and input in the key of a tRPC query; null for any other key. */
export const readKey = (key: QueryKey): { procedure: string; input: Record<string, unknown> } | null => {
  const [path, about] = key
  if (!Array.isArray(path)) return null
  const input = typeof about === 'object' && about !== null && 'input' in about ? about.input : {}
  return {
    procedure: path.join('.'),
    input: typeof input === 'object' && input !== null ? { ...input } : {}
  }
}

const tables: Record<string, Partial<Record<string, string>>> = topicQueries

const partOf = (data: unknown, key: string): unknown =>
  typeof data === 'object' && data !== null ? Reflect.get(data, key) : undefined

/** Returns the flow id of a fetched delivery or run. Null for an ended run, which no longer changes. */
const flowOf = (data: unknown): unknown => {
  // A run that is drawn stands among what it is drawn from.
  const thing = partOf(data, 'flowId') === undefined ? partOf(data, 'run') : data
  // A run on hold may be let go on.
  const isOnHold = partOf(partOf(thing, 'status'), 'is') === 'on-hold'
  const isOver = typeof partOf(thing, 'finishedAt') === 'number' && !isOnHold
  return isOver ? null : partOf(thing, 'flowId')
}

/**
 * Returns true when one of the invalidations may affect the result of a query.
 *
 * If the query's input names no item, such as a flow, all invalidations of the topic affect it. `data` is the
 * query's last result, if any.
 */
export const isConcerned = (
  key: QueryKey,
  invalidations: readonly Invalidation[],
  data?: unknown
): boolean => {
  const read = readKey(key)
  if (read === null) return false
  return invalidations.some(({ topic, ids }) => {
    const by = tables[topic]?.[read.procedure]
    if (by === undefined || (by === 'times' && read.input.times === false)) return false
    const id = by === 'its flow' ? flowOf(data) : read.input[by]
    if (id === null) return false
    return ids.length === 0 || typeof id !== 'string' || ids.includes(id)
  })
}

/** Returns true when any topic affects the query. */
export const hasTopic = (key: QueryKey): boolean => {
  const read = readKey(key)
  return read !== null && Object.values(tables).some(table => table[read.procedure] !== undefined)
}
