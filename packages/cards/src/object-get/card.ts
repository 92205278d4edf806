import { defineCard, outputs, ports } from '@hookwright/engine'
import { anyValue, one, valueAt } from '@hookwright/model'
import { z } from 'zod'
import { readPath } from '../kernel/parse-path.ts'

export const ObjectGetConfig = z.strictObject({})
export type ObjectGetConfig = z.infer<typeof ObjectGetConfig>

/** A value out of an object. */
export const objectGet = defineCard<ObjectGetConfig>({
  type: 'object-get',
  title: 'Get',
  group: 'Object',
  docs: {
    help: 'Takes the value at a path out of an object, as in user.emails[0].value. Counting starts at 0. Put a key with dots, brackets or quotes in it into brackets and quotes, as in ["odd.key"]. Where the object has nothing at the path, the value is missing and the flow goes on.',
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
  /** Gives what stands at the path, or null; a text that is no path is `card.failed`. */
  execute: ({ inputs, name }) =>
    outputs({ value: valueAt(inputs.object, readPath(String(inputs.path), name)) })
})
