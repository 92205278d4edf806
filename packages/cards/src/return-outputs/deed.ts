import { type Deed, RECORDS, type Work } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import type { Config } from './card.ts'
import { LIST, RECORD, recordsOf, WANTED } from './records.ts'

const recordsIn = (work: Work<Config>): unknown[] => {
  const read = recordsOf(work.inputs[LIST])
  if (read.ok) return read.records
  const { found } = read
  throw new Fault('card.input-type', {
    card: work.name,
    field: 'List of records',
    wanted: WANTED,
    found,
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
  const records = recordsIn(work).map((record, index) =>
    Object.fromEntries(
      fields.map(field => [field.id, inRecord(index, () => work.slot(field.id, { [RECORD]: record }))])
    )
  )
  return { kind: 'return', result: { [RECORDS]: records } }
}
