import { defineCard, ports } from '@hookwright/engine'
import { DataType, FieldId, isReservedName, one } from '@hookwright/model'
import { z } from 'zod'
import { distinct } from '../distinct/distinct.ts'

const ObjectKey = z
  .string()
  .min(1, 'A key has at least one character; name it.')
  .max(200, 'A key has at most 200 characters; shorten it.')
  .refine(key => !isReservedName(key), 'This key is reserved and cannot be used; name it otherwise.')

export const ObjectConstructConfig = z.strictObject({
  keys: z
    .array(z.strictObject({ id: FieldId, key: ObjectKey, dataType: DataType }))
    .max(200, 'An object built by one card has at most 200 keys; build parts of it with other cards.')
    .superRefine(distinct(entry => entry.id, 'Two keys have this id; remove one of them.'))
    .superRefine(distinct(entry => entry.key, 'Two keys have this name; name one of them otherwise.'))
})
export type ObjectConstructConfig = z.infer<typeof ObjectConstructConfig>

/** An object built from values. */
export const objectConstruct = defineCard<ObjectConstructConfig>({
  type: 'object-construct',
  title: 'Construct',
  group: 'Object',
  help: 'Builds an object with the keys that you name, in their order. Map a value to each key; a key without a value holds null. For an object inside an object, map the output of another Construct card to a key whose data type is Object.',
  config: ObjectConstructConfig,
  blank: () => ({ config: { keys: [] } }),
  settings: [
    {
      kind: 'fields',
      key: 'keys',
      noun: 'Key',
      of: 'inputs',
      named: 'key',
      parts: ['type'],
      fresh: (id, key) => ({ id, key, dataType: one('text') })
    }
  ],
  ports: config =>
    ports({
      inputs: config.keys.map(({ id, key, dataType }) => ({
        id,
        label: key,
        type: dataType,
        required: false
      })),
      outputs: [{ id: 'output', label: 'Output', type: one('object') }]
    }),
  example: {
    config: {
      keys: [
        { id: 'key1', key: 'url', dataType: { kind: 'text', list: false } },
        { id: 'key2', key: 'events', dataType: { kind: 'text', list: true } }
      ]
    },
    inputs: { key1: 'https://hooks.acme-hr.example/1', key2: ['user.created'] },
    outputs: { output: { url: 'https://hooks.acme-hr.example/1', events: ['user.created'] } }
  },
  deed: () => import('./deed.ts')
})
