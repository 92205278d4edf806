import { connectionPorts, defineCard, dynamicPortId, type OutputPort, ports } from '@hookwright/engine'
import { actionEffects, Fields, type InputGroup, InputGroups, listOf, one } from '@hookwright/model'
import { z } from 'zod'
import { extensiblePortId, SELECTED_OUTPUTS } from '../kernel/action-ports.ts'
import { optionPorts } from '../kernel/option-ports.ts'
import { checkAction } from './check.ts'

const Config = z.strictObject({
  options: Fields,
  groups: InputGroups,
  /** True if users can choose the outputs that they need. The action's flow receives the choice. */
  selectable: z.literal(true).optional(),
  /** Effect of the action at the service, shown to agents. */
  effect: z
    .enum(
      actionEffects,
      'Choose what the action does at the service: only read, only add, or change and delete.'
    )
    .optional()
})
type Config = z.infer<typeof Config>

const groupPorts = ({ id, name, fields, extensible, dynamic }: InputGroup): OutputPort[] => [
  ...fields.map(field => ({ id: field.id, label: field.label, type: field.dataType, group: name })),
  ...(extensible
    ? [{ id: extensiblePortId(id), label: 'Added fields', type: one('object'), group: name }]
    : []),
  ...(dynamic === undefined ? [] : [{ id: dynamicPortId(id), label: name, type: one('object'), group: name }])
]

/** Start card of an action for users' flows, with its options and its inputs in groups. */
export const action = defineCard<Config>({
  type: 'action',
  title: 'Connector Action',
  group: 'Events',
  docs: {
    help: 'Starts an action that users add to their flows as one card. Options are settings that users choose or type when they set up the card, or map from earlier cards. Inputs are values that users type or map, in groups. In an extensible group users can add fields of their own, which arrive as one object. The fields of a dynamic group are named by a helper flow when a user sets up the card, and arrive as one object by their keys. End the flow with Return Outputs to define the values that users get. Let users select outputs if the service can return only the selected ones. Agents that call the action as a tool see its effect at the service.'
  },
  config: Config,
  blank: () => ({ config: { options: [], groups: [], effect: 'changes' } }),
  settings: [
    {
      kind: 'choice',
      key: 'effect',
      label: 'Effect at the service',
      choices: [
        { value: 'reads', label: 'Only reads' },
        { value: 'adds', label: 'Only adds' },
        { value: 'changes', label: 'Changes or deletes' }
      ]
    }
  ],
  ports: (config, catalog) =>
    ports({
      outputs: [
        ...optionPorts(config.options),
        ...config.groups.flatMap(groupPorts),
        ...(config.selectable
          ? [{ id: SELECTED_OUTPUTS, label: 'Selected outputs', type: listOf('text') }]
          : []),
        ...connectionPorts(catalog)
      ]
    }),
  check: (config, _card, catalog) => checkAction(config, catalog),
  starts: {
    kind: 'action',
    needsReturn: true,
    signature: ({ options, groups, selectable, effect }) => ({
      kind: 'action',
      options,
      inputs: groups.flatMap(group => group.fields),
      inputGroups: groups,
      ...(selectable && { selectable }),
      ...(effect !== undefined && { effect })
    })
  },
  calls: ({ options, groups }) => [
    ...options.flatMap(({ choices }) => (choices?.from === 'flow' ? [choices.flowId] : [])),
    ...groups.flatMap(({ dynamic }) => (dynamic === undefined ? [] : [dynamic.flowId]))
  ],
  fixed: true
})
