import { one } from '@hookwright/model'
import { helperStart } from '../kernel/helper-start.ts'

/** The start card of a flow that tells which subscriptions there are at the service. */
export const listRegistrations = helperStart({
  type: 'list-registrations',
  title: 'List Registrations',
  kind: 'listing',
  event: 'Webhook Event: List Registrations',
  needsReturn: true,
  gives: [{ id: 'eventUrl', label: 'Event URL', type: one('text') }]
})
