import type { Deed, Work } from '@hookwright/engine'
import { Fault, isJsonObject, nameOfValue } from '@hookwright/model'
import type { Config } from './card.ts'

/** The records of a delivery: an object counts as a list of one, nothing as an empty list. */
const recordsOf = (work: Work<Config>): unknown[] => {
  const { list } = work.inputs
  if (list === null || list === undefined) return []
  if (Array.isArray(list)) return list
  if (isJsonObject(list)) return [list]
  throw new Fault('card.input-type', {
    card: work.name,
    field: 'List of records',
    wanted: 'a list or an Object',
    found: nameOfValue(list),
    place: ''
  })
}

/** What `read` gives; a value that does not fit is told with the number of its record, counted from 1. */
const inRecord = (index: number, read: () => unknown): unknown => {
  try {
    return read()
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== 'card.input-type') throw thrown
    const place = `${thrown.details.place} in record ${index + 1}`
    throw new Fault(thrown.code, { ...thrown.details, place })
  }
}

/** Names the flow's result: every field, missing ones as null; with Run mode a record for each item of the list. */
export const deed: Deed<Config> = work => {
  if (!work.config.runMode) return { kind: 'return', result: work.inputs }
  const fields = work.config.groups.flatMap(group => group.fields)
  const records = recordsOf(work).map((record, index) =>
    Object.fromEntries(
      fields.map(field => [field.id, inRecord(index, () => work.slot(field.id, { record }))])
    )
  )
  return { kind: 'return', result: { records } }
}
