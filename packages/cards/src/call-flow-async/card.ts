import { defineCard, outputs, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import {
  CallConfig,
  calledFlow,
  calledFlowSetting,
  callsOf,
  checkCalledFlow,
  chosenFlow,
  helperInputPorts
} from '../kernel/called-flow.ts'

/** Begins a run of a helper flow, and goes on at once. */
export const callFlowAsync = defineCard<CallConfig>({
  type: 'call-flow-async',
  title: 'Call Flow Async',
  group: 'Flow Control',
  docs: {
    help: 'Begins a run of a helper flow and goes on at once, without waiting for its end. The run goes on by itself, is listed among the runs with the one that began it, and is tried again or fails without this flow. The card gives the ID of the run and none of what the helper flow returns. All that comes of one event can begin at most 1,000 such runs, 16 of them each begun by the one before. In a test, and while a flow is turned on or off, the helper flow runs in place.'
  },
  config: CallConfig,
  blank: () => ({ config: { flowId: null } }),
  settings: [calledFlowSetting],
  ports: (config, surroundings) =>
    ports({
      inputs: helperInputPorts(calledFlow(config, surroundings)),
      outputs: [{ id: 'runId', label: 'Run ID', type: one('text') }]
    }),
  check: (config, _card, surroundings) => checkCalledFlow(config, surroundings),
  calls: callsOf,
  sideEffects: 'effect',
  /** Begins the run and gives its id. Throws `helper.gone`. */
  execute: async ({ config, inputs, name, beginFlow }) =>
    outputs({ runId: await beginFlow(chosenFlow(config, name), inputs) })
})
