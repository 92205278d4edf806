import { one } from '@hookwright/model'
import { helperStart } from '../kernel/helper-start.ts'

/** The start card of a flow that opens a subscription at the service. */
export const webhookRegistration = helperStart({
  type: 'webhook-registration',
  title: 'Webhook Registration',
  kind: 'registration',
  event: 'Webhook Event: Registration',
  needsReturn: true,
  gives: [
    { id: 'eventUrl', label: 'Event URL', type: one('text') },
    { id: 'signingSecret', label: 'Signing Secret', type: one('text') }
  ]
})
