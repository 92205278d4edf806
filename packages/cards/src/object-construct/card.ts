import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { KeysConfig, keyPorts, keysSetting } from '../kernel/object-keys.ts'

/** An object built from values. */
export const objectConstruct = defineCard<KeysConfig>({
  type: 'object-construct',
  title: 'Construct',
  group: 'Object',
  config: KeysConfig,
  blank: () => ({ config: { keys: [] } }),
  settings: [keysSetting('inputs')],
  ports: config =>
    ports({
      inputs: keyPorts(config.keys).map(port => ({ ...port, required: false })),
      outputs: [{ id: 'output', label: 'Output', type: one('object') }]
    }),
  execute: () => import('./execute.ts')
})
