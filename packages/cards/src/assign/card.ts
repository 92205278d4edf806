import { defineCard, ports } from '@hookwright/engine'
import { z } from 'zod'
import { TypedFields, typedFieldsSetting, typedPorts } from '../kernel/typed-fields.ts'

export const AssignConfig = z.strictObject({ fields: TypedFields })
export type AssignConfig = z.infer<typeof AssignConfig>

/** Values given a name and a type. */
export const assign = defineCard<AssignConfig>({
  type: 'assign',
  title: 'Assign',
  group: 'Flow Control',
  config: AssignConfig,
  blank: () => ({ config: { fields: [] } }),
  settings: [typedFieldsSetting('inputs')],
  ports: config => {
    const fields = typedPorts(config.fields)
    return ports({ inputs: fields.map(field => ({ ...field, required: false })), outputs: fields })
  },
  execute: () => import('./execute.ts')
})
