import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import {
  CallConfig,
  calledFlow,
  calledFlowSetting,
  callsOf,
  checkCalledFlow,
  handedPorts
} from '../kernel/called-flow.ts'

/** Begins a run of a helper flow, and goes on at once. */
export const callFlowAsync = defineCard<CallConfig>({
  type: 'call-flow-async',
  title: 'Call Flow Async',
  group: 'Flow Control',
  config: CallConfig,
  blank: () => ({ config: { flowId: null } }),
  settings: [calledFlowSetting],
  ports: (config, surroundings) =>
    ports({
      inputs: handedPorts(calledFlow(config, surroundings)),
      outputs: [{ id: 'runId', label: 'Run ID', type: one('text') }]
    }),
  check: (config, _card, surroundings) => checkCalledFlow(config, surroundings),
  calls: callsOf,
  reach: 'effect',
  execute: () => import('./execute.ts')
})
