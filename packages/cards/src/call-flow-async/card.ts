import { defineCard, outputs, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import {
  CallConfig,
  calledFlow,
  calledFlowIdsOf,
  calledFlowSetting,
  checkCalledFlow,
  chosenFlow,
  helperInputPorts
} from '../kernel/called-flow.ts'

/** Card that starts a run of a helper flow and continues without waiting for it. */
export const callFlowAsync = defineCard<CallConfig>({
  type: 'call-flow-async',
  title: 'Call Flow Async',
  group: 'Flow Control',
  docs: {
    summary: 'Starts a helper flow without waiting',
    aliases: ['background', 'parallel', 'queue', 'fire and forget', 'subflow', 'job'],
    help: 'Starts a run of a helper flow and continues without waiting for its end. The new run is listed with the run that started it. It is retried and fails by itself. The card returns the ID of the run, and none of the helper flow’s outputs. One event can start at most 1,000 such runs, at most 16 of them nested. In a test, and while a flow is turned on or off, the helper flow runs as part of this flow. An action cannot start runs; use Call Flow there.'
  },
  config: CallConfig,
  blank: () => ({ config: { flowId: null } }),
  settings: [calledFlowSetting],
  ports: (config, catalog) =>
    ports({
      inputs: helperInputPorts(calledFlow(config, catalog)),
      outputs: [{ id: 'runId', label: 'Run ID', type: one('text') }]
    }),
  check: (config, _card, catalog) => checkCalledFlow(config, catalog),
  calls: calledFlowIdsOf,
  begins: true,
  sideEffects: 'effect',
  /** Starts the run and returns its id. Throws `helper.gone`. */
  execute: async ({ config, inputs, name, beginFlow }) =>
    outputs({ runId: await beginFlow(chosenFlow(config, name), inputs) })
})
