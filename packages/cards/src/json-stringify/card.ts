import { defineCard, outputs, ports } from '@hookwright/engine'
import { anyValue, one } from '@hookwright/model'
import { z } from 'zod'

const JsonStringifyConfig = z.strictObject({ pretty: z.boolean() })
type JsonStringifyConfig = z.infer<typeof JsonStringifyConfig>

/** Card that formats a value as JSON text. */
export const jsonStringify = defineCard<JsonStringifyConfig>({
  type: 'json-stringify',
  title: 'Stringify',
  group: 'JSON',
  docs: {
    summary: 'JSON text from a value',
    aliases: ['encode', 'serialize', 'dump', 'string'],
    help: 'Writes a value as JSON text. Turn on “Pretty” for line breaks and indentation. A missing value is written as null.',
    example: {
      config: { pretty: false },
      inputs: { value: { id: 7, tags: ['new'] } },
      outputs: { output: '{"id":7,"tags":["new"]}' }
    }
  },
  config: JsonStringifyConfig,
  blank: () => ({ config: { pretty: false } }),
  settings: [{ kind: 'switch', key: 'pretty', label: 'Pretty' }],
  ports: () =>
    ports({
      inputs: [{ id: 'value', label: 'Value', type: anyValue, required: true, mayBeNull: true }],
      outputs: [{ id: 'output', label: 'Output', type: one('text') }]
    }),
  converts: {
    input: 'value',
    output: 'output',
    fits: (from, into) => (from.list || from.kind === 'object') && into.kind === 'text' && !into.list
  },
  execute: ({ config, inputs }) =>
    outputs({ output: JSON.stringify(inputs.value ?? null, null, config.pretty ? 2 : 0) })
})
