import { defineCard, outputs, ports } from '@hookwright/engine'
import { isJsonObject, one } from '@hookwright/model'
import { z } from 'zod'
import { isEmpty } from '../if-else/compare.ts'

const ClearEmptyConfig = z.strictObject({ nested: z.boolean() })
type ClearEmptyConfig = z.infer<typeof ClearEmptyConfig>

/**
 * Removes empty values from objects inside a value. Keeps list items, so that their positions do not change.
 */
const withoutEmpty = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value).map(([key, inside]) => [key, withoutEmpty(inside)] as const)
  return Object.fromEntries(entries.filter(([, inside]) => !isEmpty(inside)))
}

/** Card that removes the empty values of an object. */
export const clearEmpty = defineCard<ClearEmptyConfig>({
  type: 'clear-empty',
  title: 'Clear Empty',
  group: 'Object',
  docs: {
    summary: 'Object without its empty values',
    aliases: ['compact', 'remove null', 'clean', 'strip'],
    help: 'Returns an object without the keys that have no value: null, an empty text, an empty list or an empty object. Turn on “Nested objects” to do the same in the objects and lists inside it; items of lists are kept.',
    example: {
      config: { nested: false },
      inputs: { object: { name: 'Ada', team: '', manager: null, seats: 0, tags: [] } },
      outputs: { output: { name: 'Ada', seats: 0 } }
    }
  },
  config: ClearEmptyConfig,
  blank: () => ({ config: { nested: false } }),
  settings: [{ kind: 'switch', key: 'nested', label: 'Nested objects' }],
  ports: () =>
    ports({
      inputs: [{ id: 'object', label: 'Object', type: one('object'), required: true, mayBeNull: true }],
      outputs: [{ id: 'output', label: 'Output', type: one('object') }]
    }),
  execute: ({ config, inputs: { object } }) => {
    if (!isJsonObject(object)) return outputs({ output: null })
    if (config.nested) return outputs({ output: withoutEmpty(object) })
    return outputs({
      output: Object.fromEntries(Object.entries(object).filter(([, value]) => !isEmpty(value)))
    })
  }
})
