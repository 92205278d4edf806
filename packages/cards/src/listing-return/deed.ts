import type { Deed } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import { LIST, RECORD, recordsOf, WANTED } from '../return-outputs/records.ts'
import type { Config } from './card.ts'
import { fields } from './fields.ts'

/** Names each registration of the list; those without a URL send nothing to anybody and are left out. */
export const deed: Deed<Config> = ({ inputs, slot, name }) => {
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
  return { kind: 'return', result: { registrations } }
}
