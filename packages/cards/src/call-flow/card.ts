import { defineCard, outputPortsOf, outputs, ports } from '@hookwright/engine'
import {
  CallConfig,
  calledFlow,
  calledFlowIdsOf,
  calledFlowSetting,
  checkCalledFlow,
  chosenFlow,
  helperInputPorts
} from '../kernel/called-flow.ts'

/** Card that runs a helper flow. */
export const callFlow = defineCard<CallConfig>({
  type: 'call-flow',
  title: 'Call Flow',
  group: 'Flow Control',
  docs: {
    summary: 'Runs a helper flow and waits for it',
    aliases: ['function', 'subflow', 'execute', 'invoke', 'sub-workflow'],
    help: 'Runs a helper flow and waits until it ends. The card has the inputs and outputs of the helper flow. If a card of the helper flow fails, this flow fails too, unless an If Error card catches the error. If the helper flow stops early, the outputs are empty.'
  },
  config: CallConfig,
  blank: () => ({ config: { flowId: null } }),
  settings: [calledFlowSetting],
  ports: (config, catalog) => {
    const flow = calledFlow(config, catalog)
    return ports({ inputs: helperInputPorts(flow), outputs: outputPortsOf(flow?.outputs ?? []) })
  },
  check: (config, _card, catalog) => checkCalledFlow(config, catalog),
  calls: calledFlowIdsOf,
  handlesErrors: true,
  /** Runs the helper flow. An early stop ends only the helper flow. Throws `helper.gone`. */
  execute: async ({ config, inputs, name, callFlow }) => {
    const ended = await callFlow(chosenFlow(config, name), inputs)
    return ended.kind === 'stop' ? outputs({}) : ended
  }
})
