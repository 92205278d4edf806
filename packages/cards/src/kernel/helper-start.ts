import { type CardDocs, connectionPorts, defineCard, type OutputPort, ports } from '@hookwright/engine'
import type { FlowKind } from '@hookwright/model'
import { CustomInputs, checkCustomInputs, customInputPorts, customInputsSetting } from './custom-inputs.ts'

/**
 * The start card of a flow that an event calls by itself to deal with the service: it gives what Hookwright knows, the
 * inputs that its maker added, and the values of the connection.
 */
export const helperStart = (given: {
  type: string
  title: string
  docs: CardDocs
  kind: FlowKind
  /** Its name among the events to choose from. */
  event: string
  needsReturn: boolean
  /** Outputs whose values Hookwright supplies. */
  gives: OutputPort[]
}) => {
  const { type, title, docs, kind, event, needsReturn, gives } = given
  return defineCard<CustomInputs>({
    type,
    title,
    group: 'Events',
    docs,
    config: CustomInputs,
    blank: () => ({ config: { inputs: [] } }),
    settings: [customInputsSetting],
    ports: (config, surroundings) =>
      ports({ outputs: [...gives, ...customInputPorts(config.inputs), ...connectionPorts(surroundings)] }),
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
