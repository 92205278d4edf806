import { defineCard, ports } from '@hookwright/engine'
import { anyValue, type Field, listOf } from '@hookwright/model'
import { z } from 'zod'
import { LIST, RECORD } from '../return-outputs/records.ts'
import { fields } from './fields.ts'

const Config = z.strictObject({})
export type Config = z.infer<typeof Config>

const registrations: Field = {
  id: 'registrations',
  label: 'Registrations',
  fieldType: 'text-field',
  dataType: listOf('object'),
  required: false
}

/** The last card of a flow that lists registrations: it names them one by one. */
export const listingReturn = defineCard<Config>({
  type: 'listing-return',
  title: 'Return',
  group: 'Events',
  config: Config,
  blank: () => ({ config: {} }),
  ports: () =>
    ports({
      inputs: [
        { id: LIST, label: 'List of registrations', type: anyValue, required: true, mayBeNull: true },
        ...fields
      ],
      inner: [{ id: RECORD, label: 'Record', type: anyValue }]
    }),
  returns: {
    kinds: ['listing'],
    records: { list: LIST, record: RECORD },
    signature: () => ({
      outputs: [{ id: 'listing', name: 'Listing', fields: [registrations] }],
      runMode: false
    })
  },
  fixed: true,
  execute: () => import('./execute.ts')
})
