import { one } from '@hookwright/model'
import { helperStart } from '../kernel/helper-start.ts'

/** The start card of a flow that tells which subscriptions there are at the service. */
export const listRegistrations = helperStart({
  type: 'list-registrations',
  title: 'List Registrations',
  docs: {
    help: 'Starts the flow that asks the service which subscriptions it has, so that Hookwright can compare them with those that should be there, find what was left behind and offer to remove it. Give what the service answers to the Return card. Event URL is the one that is compared; most services list all of them and do not need it.'
  },
  kind: 'listing',
  event: 'Webhook Event: List Registrations',
  needsReturn: true,
  gives: [{ id: 'eventUrl', label: 'Event URL', type: one('text') }]
})
