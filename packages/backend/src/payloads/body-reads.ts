import { lastCardOf, type Specs } from '@hookwright/engine'
import {
  type Binding,
  type Flow,
  isJsonObject,
  nameInside,
  type OutputField,
  type OutputGroup,
  pillsOf,
  startCardOf
} from '@hookwright/model'

/** Path into a body. A number means every item of a list. */
export type BodyPath = (string | number)[]

/** Path of a body that an event flow reads. */
export interface BodyRead {
  path: BodyPath
  /** Output whose value comes directly from this path. Null if there is none. */
  output: Pick<OutputField, 'id' | 'label' | 'dataType' | 'guessed'> | null
}

/**
 * Returns the path of the Run mode records in the body. Null without Run mode, or if the records are not from
 * the body.
 */
export const recordsPathOf = (flow: Flow, specs: Specs): BodyPath | null => {
  const start = startCardOf(flow)
  const last = lastCardOf(flow, specs)
  const body = specs.get(start?.type ?? '')?.starts?.body
  const records = specs.get(last?.type ?? '')?.returns?.records
  const list = records === undefined ? undefined : last?.inputs[records.list]
  return list?.kind === 'pill' && list.card === start?.id && list.field === body ? list.path : null
}

const declaredField = ({ id, label, dataType, guessed }: OutputField): BodyRead['output'] => ({
  id,
  label,
  dataType,
  ...(guessed === true && { guessed })
})

/**
 * Returns all body paths that the cards of an event flow read, including paths in the records of Run mode.
 */
export const bodyReadsOf = (flow: Flow, groups: OutputGroup[], specs: Specs): BodyRead[] => {
  const start = startCardOf(flow)
  const last = lastCardOf(flow, specs)
  if (start === undefined) return []
  const fields = new Map(groups.flatMap(group => group.fields).map(field => [field.id, field]))
  const body = specs.get(start.type)?.starts?.body
  const records = specs.get(last?.type ?? '')?.returns?.records
  const listPath = recordsPathOf(flow, specs)
  const pathOf = (card: string, field: string, path: BodyPath): BodyPath | null => {
    if (card === start.id && field === body) return path
    if (card === last?.id && field === records?.record && listPath !== null) return [...listPath, 0, ...path]
    return null
  }
  const readsOf = (binding: Binding, output: BodyRead['output']): BodyRead[] =>
    pillsOf(binding).flatMap(pill => {
      const path = pathOf(pill.card, pill.field, pill.path)
      return path === null ? [] : [{ path, output: binding.kind === 'pill' ? output : null }]
    })
  return Object.values(flow.cards).flatMap(card => {
    const inputs = Object.entries(card.inputs).flatMap(([id, binding]) => {
      // That the list is taken as a whole says nothing of what is taken of its items.
      if (card === last && id === records?.list && listPath !== null) return []
      const field = card === last ? fields.get(id) : undefined
      return readsOf(binding, field === undefined ? null : declaredField(field))
    })
    const joins = (card.blocks ?? []).flatMap(block =>
      Object.values(block.joins).flatMap(binding => readsOf(binding, null))
    )
    return [...inputs, ...joins]
  })
}

/** Limits of the search for unread paths: number of named paths, and of visited values. */
const MOST_NAMED = 100
const MOST_SCANNED = 10_000

const overlaps = (read: BodyPath, path: BodyPath): boolean =>
  read.length <= path.length &&
  read.every((part, at) => part === path[at] || (typeof part === 'number' && typeof path[at] === 'number'))

/** Returns true for null and for an object or list without members. */
const isEmpty = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.keys(value).length === 0)

const named = (path: BodyPath): string =>
  path
    .map(part => (typeof part === 'number' ? '[]' : nameInside('', [part])))
    .join('')
    .replace(/^\./, '')

/**
 * Returns the leaf paths of a body that no card reads. A path in list items is reported once for all items.
 */
export const unreadPathsOf = (body: unknown, reads: Pick<BodyRead, 'path'>[]): string[] => {
  const unread = new Set<string>()
  let looked = 0
  const walk = (value: unknown, path: BodyPath): void => {
    if (++looked > MOST_SCANNED || unread.size >= MOST_NAMED) return
    if (reads.some(read => overlaps(read.path, path))) return
    if (Array.isArray(value) && value.length > 0) {
      for (const item of value) walk(item, [...path, 0])
    } else if (isJsonObject(value) && Object.keys(value).length > 0) {
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key])
    }
    // Cards read into it, and nothing is in it this time.
    else if (isEmpty(value) && reads.some(read => overlaps(path, read.path))) return
    else if (path.length > 0) unread.add(named(path))
  }
  walk(body, [])
  return [...unread]
}
