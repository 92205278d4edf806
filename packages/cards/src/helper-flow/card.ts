import { CALLER, connectionPorts, defineCard, ERROR, INDEX, type OutputPort, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import {
  CustomInputs,
  checkCustomInputs,
  customInputPorts,
  customInputsSetting
} from '../kernel/custom-inputs.ts'

/** Outputs that describe the call: its index in a loop, the calling flow, and the error to handle. */
const contextPorts: OutputPort[] = [
  { id: INDEX, label: 'Index', type: one('number'), group: 'Call' },
  { id: CALLER, label: 'Caller', type: one('object'), group: 'Call' },
  { id: ERROR, label: 'Error', type: one('object'), group: 'Call' }
]

/** Start card of a flow that other flows call. */
export const helperFlow = defineCard<CustomInputs>({
  type: 'helper-flow',
  title: 'Helper Flow',
  group: 'Flow Control',
  docs: {
    help: 'Starts a flow that other flows run with Call Flow. Add an input for each value that the caller passes. Put a Return card at the end to return values. Index is the position of the item, from 0, if a card runs the flow for each item; Caller holds the ID and the name of the calling flow. Error is empty unless the flow runs after an error of a card: then it holds the message, the code, the failed card and the inputs of the card.'
  },
  config: CustomInputs,
  blank: () => ({ config: { inputs: [] } }),
  settings: [customInputsSetting],
  ports: (config, catalog) =>
    ports({
      outputs: [...customInputPorts(config.inputs), ...contextPorts, ...connectionPorts(catalog)]
    }),
  check: config => checkCustomInputs(config.inputs, []),
  starts: {
    kind: 'helper',
    needsReturn: false,
    signature: config => ({ kind: 'helper', inputs: config.inputs, options: [] })
  },
  fixed: true
})
