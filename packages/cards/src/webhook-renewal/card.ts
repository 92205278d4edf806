import { connectionPorts, defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import {
  CustomInputs,
  checkCustomInputs,
  customInputPorts,
  customInputsSetting
} from '../custom-inputs/custom-inputs.ts'

/** The start card of a flow that keeps a subscription alive at a service that ends them by themselves. */
export const webhookRenewal = defineCard<CustomInputs>({
  type: 'webhook-renewal',
  title: 'Webhook Renewal',
  group: 'Events',
  help: 'Starts the flow that renews a subscription at the service, some time before the moment that was returned as Expires At. Ask the service for more time, and give the new Expires At to the Return card; Registration Data stays as it is where the Return card gets none. A service without a call to renew needs no such flow: Hookwright then registers anew and removes the old subscription afterwards.',
  config: CustomInputs,
  blank: () => ({ config: { inputs: [] } }),
  settings: [customInputsSetting],
  ports: (config, surroundings) =>
    ports({
      outputs: [
        { id: 'eventUrl', label: 'Event URL', type: one('text') },
        { id: 'registrationData', label: 'Registration Data', type: one('object') },
        ...customInputPorts(config.inputs),
        ...connectionPorts(surroundings)
      ]
    }),
  check: config => checkCustomInputs(config.inputs, ['eventUrl', 'registrationData']),
  starts: {
    kind: 'renewal',
    needsReturn: true,
    event: 'Webhook Event: Renewal',
    signature: config => ({ kind: 'renewal', inputs: config.inputs, options: [] })
  },
  fixed: true
})
