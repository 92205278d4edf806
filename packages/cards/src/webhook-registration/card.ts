import { connectionPorts, defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import {
  CustomInputs,
  checkCustomInputs,
  customInputPorts,
  customInputsSetting
} from '../custom-inputs/custom-inputs.ts'

/** The start card of a flow that opens a subscription at the service. */
export const webhookRegistration = defineCard<CustomInputs>({
  type: 'webhook-registration',
  title: 'Webhook Registration',
  group: 'Events',
  help: 'Starts the flow that tells the service where to send events, each time a user turns a flow on. Send Event URL to the service, with Signing Secret where it signs with a secret that it is told, and give what is needed to take the subscription back, such as its id, to the Return card as Registration Data. Add inputs for what differs from event to event, so that one registration flow serves many Webhook Event cards.',
  config: CustomInputs,
  blank: () => ({ config: { inputs: [] } }),
  settings: [customInputsSetting],
  ports: (config, surroundings) =>
    ports({
      outputs: [
        { id: 'eventUrl', label: 'Event URL', type: one('text') },
        { id: 'signingSecret', label: 'Signing Secret', type: one('text') },
        ...customInputPorts(config.inputs),
        ...connectionPorts(surroundings)
      ]
    }),
  check: config => checkCustomInputs(config.inputs, ['eventUrl', 'signingSecret']),
  starts: {
    kind: 'registration',
    needsReturn: true,
    event: 'Webhook Event: Registration',
    signature: config => ({ kind: 'registration', inputs: config.inputs, options: [] })
  },
  fixed: true
})
