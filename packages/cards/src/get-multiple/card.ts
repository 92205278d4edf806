import { defineCard, outputs, ports } from '@hookwright/engine'
import { one, valueAt } from '@hookwright/model'
import { asDeclared } from '../kernel/as-declared.ts'
import { KeysConfig, keyPorts, keysSetting } from '../kernel/object-keys.ts'

/** Card that reads several values of an object. */
export const getMultiple = defineCard<KeysConfig>({
  type: 'get-multiple',
  title: 'Get Multiple',
  group: 'Object',
  docs: {
    summary: 'Values of several keys of an object',
    aliases: ['read', 'pick', 'destructure', 'extract', 'properties', 'select'],
    help: 'Reads the values of several keys of an object, each with the data type that you choose. A missing key returns null. The card fails if a value has another type.',
    example: {
      config: {
        keys: [
          { id: 'key1', key: 'id', dataType: { kind: 'text', list: false } },
          { id: 'key2', key: 'seats', dataType: { kind: 'number', list: false } }
        ]
      },
      inputs: { object: { id: 'hook-7', seats: 12, active: true } },
      outputs: { key1: 'hook-7', key2: 12 }
    }
  },
  config: KeysConfig,
  blank: () => ({ config: { keys: [] } }),
  settings: [keysSetting('outputs')],
  ports: config =>
    ports({
      inputs: [{ id: 'object', label: 'Object', type: one('object'), required: true, mayBeNull: true }],
      outputs: keyPorts(config.keys)
    }),
  /**
   * Returns the values of the keys; missing values are `null`. Throws `card.failed` for a value of the wrong
   * type.
   */
  execute: ({ config, inputs, name }) =>
    outputs(
      Object.fromEntries(
        config.keys.map(({ id, key, dataType }) => [
          id,
          asDeclared(`“${key}” of “${name}”`, valueAt(inputs.object, [key]), dataType)
        ])
      )
    )
})
