import { defineCard, outputs, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { KeysConfig, keyPorts, keysSetting } from '../kernel/object-keys.ts'

/** Card that builds an object from values. */
export const objectConstruct = defineCard<KeysConfig>({
  type: 'object-construct',
  title: 'Construct',
  group: 'Object',
  docs: {
    summary: 'Object with the keys that you enter',
    aliases: ['json', 'create', 'build', 'dictionary', 'hash', 'record', 'payload', 'new'],
    help: 'Builds an object with the keys that you enter, in order. Map a value to each key; a key without a value is null. To nest objects, map the output of another Construct card to a key of the data type Object.',
    example: {
      config: {
        keys: [
          { id: 'key1', key: 'url', dataType: { kind: 'text', list: false } },
          { id: 'key2', key: 'events', dataType: { kind: 'text', list: true } }
        ]
      },
      inputs: { key1: 'https://hooks.acme-hr.example/1', key2: ['user.created'] },
      outputs: { output: { url: 'https://hooks.acme-hr.example/1', events: ['user.created'] } }
    }
  },
  config: KeysConfig,
  blank: () => ({ config: { keys: [] } }),
  settings: [keysSetting('inputs')],
  ports: config =>
    ports({
      inputs: keyPorts(config.keys).map(port => ({ ...port, required: false })),
      outputs: [{ id: 'output', label: 'Output', type: one('object') }]
    }),
  /** Builds the object. `Object.fromEntries` only defines own keys, so a key such as `__proto__` is safe. */
  execute: ({ config, inputs }) =>
    outputs({ output: Object.fromEntries(config.keys.map(({ id, key }) => [key, inputs[id]])) })
})
