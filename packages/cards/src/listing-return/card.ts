import { defineCard, type InputPort, ports } from '@hookwright/engine'
import { anyValue, Fault, type Field, listOf, one } from '@hookwright/model'
import { z } from 'zod'
import { LIST, RECORD, readRecords } from '../return-outputs/records.ts'

/**
 * Fields to read from each registration: its id at the service, its URL, and the data needed to remove it.
 */
const fields: InputPort[] = [
  {
    id: 'id',
    label: 'Id',
    type: one('text'),
    required: true,
    mayBeNull: true,
    sees: [RECORD],
    group: 'Each registration'
  },
  {
    id: 'eventUrl',
    label: 'Event URL',
    type: one('text'),
    required: true,
    mayBeNull: true,
    sees: [RECORD],
    group: 'Each registration'
  },
  {
    id: 'registrationData',
    label: 'Registration Data',
    type: one('object'),
    required: false,
    sees: [RECORD],
    group: 'Each registration'
  }
]

const Config = z.strictObject({})
type Config = z.infer<typeof Config>

const registrations: Field = {
  id: 'registrations',
  label: 'Registrations',
  fieldType: 'text-field',
  dataType: listOf('object'),
  required: false
}

/** Last card of a flow that lists registrations. It returns each registration. */
export const listingReturn = defineCard<Config>({
  type: 'listing-return',
  title: 'Return',
  group: 'Events',
  docs: {
    summary: 'Returns subscriptions and ends the flow',
    aliases: ['end', 'result', 'output'],
    help: 'Ends the flow that lists registrations. Map the list from the answer of the service, and from Record the id of each entry, its URL, and the Registration Data that the deregistration flow needs to remove it. Entries without a URL are ignored. If no entry has a URL, the comparison fails and changes nothing; only an empty list means that the service has no subscription.'
  },
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
    records: { list: LIST, record: RECORD, kinds: ['listing'] },
    signature: () => ({
      outputs: [{ id: 'listing', name: 'Listing', fields: [registrations] }],
      runMode: false
    })
  },
  fixed: true,
  /**
   * Returns the registrations in the list that have a URL. If the list has items but none has a URL, it
   * fails, because an empty result would mean that there are no registrations.
   */
  execute: work => {
    const { inputs, slot } = work
    const records = readRecords(work, 'List of registrations')
    const registrations = records
      .map(record => Object.fromEntries(fields.map(({ id }) => [id, slot(id, { [RECORD]: record })])))
      .filter(({ eventUrl }) => typeof eventUrl === 'string' && eventUrl !== '')
    const isEmptyList = Array.isArray(inputs[LIST]) && records.length === 0
    if (registrations.length === 0 && !isEmptyList) throw new Fault('listing.names-none')
    return { kind: 'return', result: { registrations } }
  }
})
