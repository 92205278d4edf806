import { defineCard, outputs, ports } from '@hookwright/engine'
import { isJsonObject, one } from '@hookwright/model'
import { z } from 'zod'
import { namedInputPorts, namedInputs, namedInputsSetting, twoInputs } from '../kernel/named-inputs.ts'

const ObjectMergeConfig = z.strictObject({ fields: namedInputs('objects') })
type ObjectMergeConfig = z.infer<typeof ObjectMergeConfig>

/** Card that merges objects. */
export const objectMerge = defineCard<ObjectMergeConfig>({
  type: 'object-merge',
  title: 'Merge',
  group: 'Object',
  docs: {
    summary: 'One object merged from several',
    aliases: ['combine', 'spread', 'extend', 'join'],
    help: 'Merges several objects into one. If two have the same key, the value of the later object replaces the earlier one. A missing object adds nothing.',
    example: {
      config: {
        fields: [
          { id: 'usual', label: 'Object 1' },
          { id: 'own', label: 'Object 2' }
        ]
      },
      inputs: { usual: { team: 'Support', seats: 1 }, own: { seats: 12 } },
      outputs: { output: { team: 'Support', seats: 12 } }
    }
  },
  config: ObjectMergeConfig,
  blank: () => ({ config: { fields: twoInputs('Object') } }),
  settings: [namedInputsSetting('Object')],
  ports: config =>
    ports({
      inputs: namedInputPorts(config.fields, one('object')),
      outputs: [{ id: 'output', label: 'Output', type: one('object') }]
    }),
  /**
   * Merges the keys of the objects. `Object.fromEntries` only defines own keys, so a key such as `__proto__`
   * is safe.
   */
  execute: ({ config, inputs }) => {
    const objects = config.fields.map(field => inputs[field.id]).filter(isJsonObject)
    return outputs({ output: Object.fromEntries(objects.flatMap(object => Object.entries(object))) })
  }
})
