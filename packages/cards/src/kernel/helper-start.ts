import { type CardDocs, connectionPorts, defineCard, type OutputPort, ports } from '@hookwright/engine'
import type { FlowKind } from '@hookwright/model'
import { CustomInputs, checkCustomInputs, customInputPorts, customInputsSetting } from './custom-inputs.ts'

/**
 * Returns the start card of an event's helper flow. It outputs values that Hookwright supplies, the maker's
 * custom inputs, and the connection's values.
 */
export const helperStart = (params: {
  type: string
  title: string
  docs: CardDocs
  kind: FlowKind
  /** Name of the start card in the list of starts. */
  event: string
  needsReturn: boolean
  /** Outputs with values that Hookwright supplies. */
  gives: OutputPort[]
}) => {
  const { type, title, docs, kind, event, needsReturn, gives } = params
  return defineCard<CustomInputs>({
    type,
    title,
    group: 'Events',
    docs,
    config: CustomInputs,
    blank: () => ({ config: { inputs: [] } }),
    settings: [customInputsSetting],
    ports: (config, catalog) =>
      ports({ outputs: [...gives, ...customInputPorts(config.inputs), ...connectionPorts(catalog)] }),
    check: config =>
      checkCustomInputs(
        config.inputs,
        gives.map(({ id }) => id)
      ),
    starts: {
      kind,
      needsReturn,
      event,
      signature: config => ({ kind, inputs: config.inputs, options: [] })
    },
    fixed: true
  })
}
