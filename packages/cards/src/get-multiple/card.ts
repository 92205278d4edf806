import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { KeysConfig, keyPorts, keysSetting } from '../object-keys/object-keys.ts'

/** Several values out of an object. */
export const getMultiple = defineCard<KeysConfig>({
  type: 'get-multiple',
  title: 'Get Multiple',
  group: 'Object',
  help: 'Takes the values of several keys out of an object, each in the data type that you choose. A key that the object does not have gives nothing, and the flow goes on. A value of another type makes the card fail.',
  config: KeysConfig,
  blank: () => ({ config: { keys: [] } }),
  settings: [keysSetting('outputs')],
  ports: config =>
    ports({
      inputs: [{ id: 'object', label: 'Object', type: one('object'), required: true, mayBeNull: true }],
      outputs: keyPorts(config.keys)
    }),
  example: {
    config: {
      keys: [
        { id: 'key1', key: 'id', dataType: { kind: 'text', list: false } },
        { id: 'key2', key: 'seats', dataType: { kind: 'number', list: false } }
      ]
    },
    inputs: { object: { id: 'hook-7', seats: 12, active: true } },
    outputs: { key1: 'hook-7', key2: 12 }
  },
  deed: () => import('./deed.ts')
})
