import { connectionPorts, defineCard, ports } from '@hookwright/engine'
import {
  CustomInputs,
  checkCustomInputs,
  customInputPorts,
  customInputsSetting
} from '../kernel/custom-inputs.ts'

/** The start card of a flow that other flows call. */
export const helperFlow = defineCard<CustomInputs>({
  type: 'helper-flow',
  title: 'Helper Flow',
  group: 'Flow Control',
  docs: {
    help: 'Starts a flow that other flows run with Call Flow. Add an input for each value that the caller passes. Put a Return card at the end to return values.'
  },
  config: CustomInputs,
  blank: () => ({ config: { inputs: [] } }),
  settings: [customInputsSetting],
  ports: (config, surroundings) =>
    ports({ outputs: [...customInputPorts(config.inputs), ...connectionPorts(surroundings)] }),
  check: config => checkCustomInputs(config.inputs, []),
  starts: {
    kind: 'helper',
    needsReturn: false,
    signature: config => ({ kind: 'helper', inputs: config.inputs, options: [] })
  },
  fixed: true
})
