import { defineCard, outputPortsOf, ports } from '@hookwright/engine'
import {
  CallConfig,
  calledFlow,
  calledFlowSetting,
  callsOf,
  checkCalledFlow,
  handedPorts
} from '../kernel/called-flow.ts'

/** Runs a helper flow as one card. */
export const callFlow = defineCard<CallConfig>({
  type: 'call-flow',
  title: 'Call Flow',
  group: 'Flow Control',
  config: CallConfig,
  blank: () => ({ config: { flowId: null } }),
  settings: [calledFlowSetting],
  ports: (config, surroundings) => {
    const flow = calledFlow(config, surroundings)
    return ports({ inputs: handedPorts(flow), outputs: outputPortsOf(flow?.outputs ?? []) })
  },
  check: (config, _card, surroundings) => checkCalledFlow(config, surroundings),
  calls: callsOf,
  execute: () => import('./execute.ts')
})
