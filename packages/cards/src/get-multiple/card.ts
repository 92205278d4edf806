import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { KeysConfig, keyPorts, keysSetting } from '../kernel/object-keys.ts'

/** Several values out of an object. */
export const getMultiple = defineCard<KeysConfig>({
  type: 'get-multiple',
  title: 'Get Multiple',
  group: 'Object',
  config: KeysConfig,
  blank: () => ({ config: { keys: [] } }),
  settings: [keysSetting('outputs')],
  ports: config =>
    ports({
      inputs: [{ id: 'object', label: 'Object', type: one('object'), required: true, mayBeNull: true }],
      outputs: keyPorts(config.keys)
    }),
  execute: () => import('./execute.ts')
})
