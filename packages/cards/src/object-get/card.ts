import { defineCard, outputs, ports } from '@hookwright/engine'
import { anyValue, one, valueAt } from '@hookwright/model'
import { z } from 'zod'
import { readPath } from '../kernel/parse-path.ts'

const ObjectGetConfig = z.strictObject({})
type ObjectGetConfig = z.infer<typeof ObjectGetConfig>

/** Card that reads a value of an object. */
export const objectGet = defineCard<ObjectGetConfig>({
  type: 'object-get',
  title: 'Get',
  group: 'Object',
  docs: {
    summary: 'Value at a path of an object',
    aliases: ['read', 'path', 'property', 'pick', 'extract', 'json path'],
    help: 'Returns the value at a path of an object, such as user.emails[0].value. Positions start at 0. Put keys with dots, brackets or quotes in brackets and quotes, as in ["odd.key"]. If the object has no value there, the output is null and the flow continues.',
    example: {
      config: {},
      inputs: {
        object: { user: { emails: [{ value: 'ada@acme-hr.example' }] } },
        path: 'user.emails[0].value'
      },
      outputs: { value: 'ada@acme-hr.example' }
    }
  },
  config: ObjectGetConfig,
  blank: () => ({ config: {} }),
  ports: () =>
    ports({
      inputs: [
        { id: 'object', label: 'Object', type: one('object'), required: true, mayBeNull: true },
        { id: 'path', label: 'Path', type: one('text'), required: true }
      ],
      outputs: [{ id: 'value', label: 'Value', type: anyValue }]
    }),
  /** Returns the value at the path, or null. Throws `card.failed` for an invalid path. */
  execute: ({ inputs, name }) =>
    outputs({ value: valueAt(inputs.object, readPath(String(inputs.path), name)) })
})
