import { connectionPorts, defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import {
  CustomInputs,
  checkCustomInputs,
  customInputPorts,
  customInputsSetting
} from '../custom-inputs/custom-inputs.ts'

/** The start card of a flow that closes a subscription at the service. */
export const webhookDeregistration = defineCard<CustomInputs>({
  type: 'webhook-deregistration',
  title: 'Webhook Deregistration',
  group: 'Events',
  help: 'Starts the flow that takes a subscription back at the service, each time a user turns a flow off. Registration Data is what the registration flow returned for this subscription; map its parts, such as an id, to the request that deletes it. The flow needs no Return card.',
  config: CustomInputs,
  blank: () => ({ config: { inputs: [] } }),
  settings: [customInputsSetting],
  ports: (config, surroundings) =>
    ports({
      outputs: [
        { id: 'registrationData', label: 'Registration Data', type: one('object') },
        ...customInputPorts(config.inputs),
        ...connectionPorts(surroundings)
      ]
    }),
  check: config => checkCustomInputs(config.inputs, ['registrationData']),
  starts: {
    kind: 'deregistration',
    needsReturn: false,
    event: 'Webhook Event: Deregistration',
    signature: config => ({ kind: 'deregistration', inputs: config.inputs, options: [] })
  },
  fixed: true
})
