import { connectionPorts, defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import {
  CustomInputs,
  checkCustomInputs,
  customInputPorts,
  customInputsSetting
} from '../custom-inputs/custom-inputs.ts'

/** The start card of a flow that tells which subscriptions there are at the service. */
export const listRegistrations = defineCard<CustomInputs>({
  type: 'list-registrations',
  title: 'List Registrations',
  group: 'Events',
  help: 'Starts the flow that asks the service which subscriptions it has, so that Hookwright can compare them with those that should be there, find what was left behind and offer to remove it. Give what the service answers to the Return card. Event URL is the one that is compared; most services list all of them and do not need it.',
  config: CustomInputs,
  blank: () => ({ config: { inputs: [] } }),
  settings: [customInputsSetting],
  ports: (config, surroundings) =>
    ports({
      outputs: [
        { id: 'eventUrl', label: 'Event URL', type: one('text') },
        ...customInputPorts(config.inputs),
        ...connectionPorts(surroundings)
      ]
    }),
  check: config => checkCustomInputs(config.inputs, ['eventUrl']),
  starts: {
    kind: 'listing',
    needsReturn: true,
    event: 'Webhook Event: List Registrations',
    signature: config => ({ kind: 'listing', inputs: config.inputs, options: [] })
  },
  fixed: true
})
