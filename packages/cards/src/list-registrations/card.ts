import { one } from '@hookwright/model'
import { helperStart } from '../kernel/helper-start.ts'

/** Start card of a flow that lists the subscriptions at the service. */
export const listRegistrations = helperStart({
  type: 'list-registrations',
  title: 'List Registrations',
  docs: {
    help: 'Starts the flow that asks the service for its subscriptions. Hookwright compares them with the expected ones, finds leftovers and offers to remove them. Pass the answer of the service to the Return card. Event URL is the address to compare; most services list all subscriptions and do not need it.'
  },
  kind: 'listing',
  event: 'Webhook Event: List Registrations',
  needsReturn: true,
  gives: [{ id: 'eventUrl', label: 'Event URL', type: one('text') }]
})
