import { type CardContext, type CardExecutor, RECORDS } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import type { Config } from './card.ts'
import { LIST, RECORD, recordsOf, WANTED } from './records.ts'

const recordsIn = (work: CardContext<Config>): unknown[] => {
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

/**
 * Names the flow's result: every field, missing ones as null; with Run mode a record for each item of the list. A value
 * that does not fit its field is null and carries a conversion error.
 */
export const execute: CardExecutor<Config> = work => {
  if (!work.config.runMode) return { kind: 'return', result: work.inputs }
  const records = recordsIn(work).map(record => work.slots({ [RECORD]: record }))
  return { kind: 'return', result: { [RECORDS]: records } }
}
