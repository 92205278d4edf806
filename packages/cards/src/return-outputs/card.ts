import {
  type CardProblem,
  type Catalog,
  defineCard,
  dynamicPortId,
  type InputPort,
  ports,
  RECORDS
} from '@hookwright/engine'
import { anyValue, type OutputGroup, OutputGroups, one, outputTypeOf } from '@hookwright/model'
import { z } from 'zod'
import { checkDynamic } from '../kernel/check-dynamic.ts'
import { LIST, RECORD, readRecords } from './records.ts'

const Config = z
  .strictObject({ groups: OutputGroups, runMode: z.boolean() })
  .refine(
    config => !config.runMode || config.groups.length < 2,
    'Run mode needs exactly one output group. Merge the groups, or turn Run mode off.'
  )
  .refine(
    config => !config.runMode || config.groups.every(group => group.dynamic === undefined),
    'Run mode does not support dynamic groups. Remove the dynamic group, or turn Run mode off.'
  )
export type Config = z.infer<typeof Config>

/** Returns the input of a dynamic group: an object with its fields by key. Empty for other groups. */
const dynamicInput = ({ id, name, dynamic }: OutputGroup): InputPort[] =>
  dynamic === undefined
    ? []
    : [
        {
          id: dynamicPortId(id),
          label: name,
          type: one('object'),
          required: false,
          keepsErrors: true,
          group: name
        }
      ]

const fieldInputs = (config: Config): InputPort[] =>
  config.groups.flatMap(group => [
    ...group.fields.map(
      (field): InputPort => ({
        id: field.id,
        label: field.label,
        type: outputTypeOf(field),
        required: false,
        keepsErrors: true,
        group: group.name,
        ...(config.runMode ? { sees: [RECORD] } : {})
      })
    ),
    ...dynamicInput(group)
  ])

const checkRunMode = (config: Config): CardProblem[] => {
  if (!config.runMode) return []
  const [group] = config.groups
  if (group === undefined) {
    return [
      {
        message: 'Run mode needs an output group. Add one with the fields of a record.'
      }
    ]
  }
  return group.fields
    .filter(field => field.id === LIST)
    .map(field => ({
      field: field.id,
      message: `The output “${field.label}” has an id that is reserved for the list of records. Delete the output and add it again.`
    }))
}

/**
 * Returns the options that dynamic groups pass to their helper flows. They get any type, so that they cause
 * no problems here; they are checked with the whole flow.
 */
const optionsIn = ({ groups }: Config) =>
  groups.flatMap(({ dynamic }) =>
    Object.values(dynamic?.inputs ?? {}).flatMap(from =>
      'option' in from ? [{ id: from.option, label: from.option, dataType: anyValue }] : []
    )
  )

const check = (config: Config, catalog: Catalog): CardProblem[] => [
  ...checkRunMode(config),
  ...config.groups.flatMap(group => checkDynamic(group, optionsIn(config), catalog))
]

/** Last card of a Webhook Event or Connector Action flow. It defines the outputs that users get. */
export const returnOutputs = defineCard<Config>({
  type: 'return-outputs',
  title: 'Return Outputs',
  group: 'Events',
  docs: {
    summary: 'Ends the flow with outputs for users',
    aliases: ['end', 'result', 'output'],
    help: 'Ends the flow of an event or an action and defines the values that users get from it. Add groups with fields, and map values to them; a field without a mapping returns null. A value that does not fit its data type becomes null, with a warning in the run, and only a card that reads it fails. A guessed type accepts any value until you confirm it. For a dynamic group of an action, whose fields a helper flow names, map an object with the values by their keys. Turn on Run mode if one delivery of an event contains a list of records: map the list, then map each field from Record.'
  },
  config: Config,
  blank: () => ({ config: { groups: [], runMode: false } }),
  ports: config =>
    config.runMode
      ? ports({
          inputs: [
            { id: LIST, label: 'List of records', type: anyValue, required: true, mayBeNull: true },
            ...fieldInputs(config)
          ],
          inner: [{ id: RECORD, label: 'Record', type: anyValue }]
        })
      : ports({ inputs: fieldInputs(config) }),
  check: (config, _card, catalog) => check(config, catalog),
  returns: {
    kinds: ['webhook-event', 'action'],
    records: { list: LIST, record: RECORD, kinds: ['webhook-event'] },
    signature: config => ({ outputs: config.groups, runMode: config.runMode })
  },
  calls: ({ groups }) => groups.flatMap(({ dynamic }) => (dynamic === undefined ? [] : [dynamic.flowId])),
  fixed: true,
  /**
   * Returns the result of the flow with all fields; missing values are `null`. With Run mode, returns a
   * record for each item of the list. A value that does not fit its field becomes `null` with a conversion
   * error.
   */
  execute: work => {
    if (!work.config.runMode) return { kind: 'return', result: work.inputs }
    const records = readRecords(work, 'List of records').map(record => work.slots({ [RECORD]: record }))
    return { kind: 'return', result: { [RECORDS]: records } }
  }
})
