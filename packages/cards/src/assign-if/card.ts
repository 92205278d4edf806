import { defineCard, type InputPort, ports } from '@hookwright/engine'
import { z } from 'zod'
import { conditionPorts } from '../kernel/condition-ports.ts'
import { Operator, operatorSetting } from '../kernel/operator.ts'
import { TypedFields, typedFieldsSetting, typedPorts } from '../kernel/typed-fields.ts'
import { choiceId } from './choice-id.ts'

export const AssignIfConfig = z.strictObject({ operator: Operator, fields: TypedFields })
export type AssignIfConfig = z.infer<typeof AssignIfConfig>

const choicePorts = (fields: TypedFields, when: 'then' | 'else', group: string): InputPort[] =>
  typedPorts(fields).map(port => ({ ...port, id: choiceId(when, port.id), required: false, group }))

/** One of two values, under one name. */
export const assignIf = defineCard<AssignIfConfig>({
  type: 'assign-if',
  title: 'Assign If',
  group: 'Branching',
  config: AssignIfConfig,
  blank: () => ({
    config: {
      operator: 'equal',
      fields: [{ id: 'output', label: 'Output', dataType: { kind: 'text', list: false } }]
    }
  }),
  settings: [operatorSetting, typedFieldsSetting('outputs')],
  ports: config =>
    ports({
      inputs: [
        ...conditionPorts(config.operator),
        ...choicePorts(config.fields, 'then', 'If true'),
        ...choicePorts(config.fields, 'else', 'If false')
      ],
      outputs: typedPorts(config.fields)
    }),
  execute: () => import('./execute.ts')
})
