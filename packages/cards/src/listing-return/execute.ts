import type { CardExecutor } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import { LIST, RECORD, recordsOf, WANTED } from '../return-outputs/records.ts'
import type { Config } from './card.ts'
import { fields } from './fields.ts'

/**
 * Names each registration of the list; those without a URL send nothing to anybody and are left out. An answer in which
 * none has one may be anything: it is no empty list, since that would say that nothing is there.
 */
export const execute: CardExecutor<Config> = ({ inputs, slot, name }) => {
  const read = recordsOf(inputs[LIST])
  if (!read.ok) {
    const { found } = read
    throw new Fault('card.input-type', {
      card: name,
      field: 'List of registrations',
      wanted: WANTED,
      found,
      place: ''
    })
  }
  const registrations = read.records
    .map(record => Object.fromEntries(fields.map(({ id }) => [id, slot(id, { [RECORD]: record })])))
    .filter(({ eventUrl }) => typeof eventUrl === 'string' && eventUrl !== '')
  const isEmptyList = Array.isArray(inputs[LIST]) && read.records.length === 0
  if (registrations.length === 0 && !isEmptyList) throw new Fault('listing.names-none')
  return { kind: 'return', result: { registrations } }
}
