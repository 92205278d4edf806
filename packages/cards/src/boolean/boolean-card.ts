import {
  type CardDocs,
  type CardExecutor,
  type CardSpec,
  defineCard,
  outputs,
  ports
} from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { namedInputPorts, namedInputs, namedInputsSetting, twoInputs } from '../kernel/named-inputs.ts'

const BooleanConfig = z.strictObject({ fields: namedInputs('values') })
type BooleanConfig = z.infer<typeof BooleanConfig>

/** Returns the executor of a card that combines True/False values. A missing value counts as false. */
export const combineValues =
  (combine: (values: boolean[]) => boolean): CardExecutor<BooleanConfig> =>
  ({ config, inputs }) =>
    outputs({ result: combine(config.fields.map(field => inputs[field.id] === true)) })

/** Returns a card that combines any number of True/False values. */
export const booleanCard = (params: {
  type: string
  title: string
  docs: CardDocs
  execute: CardExecutor<BooleanConfig>
}): CardSpec =>
  defineCard<BooleanConfig>({
    ...params,
    group: 'True/False',
    config: BooleanConfig,
    blank: () => ({ config: { fields: twoInputs('Value') } }),
    settings: [namedInputsSetting('Value')],
    ports: config =>
      ports({
        inputs: namedInputPorts(config.fields, one('boolean')),
        outputs: [{ id: 'result', label: 'Result', type: one('boolean') }]
      })
  })
