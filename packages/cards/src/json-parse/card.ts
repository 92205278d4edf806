import { defineCard, ports } from '@hookwright/engine'
import { anyValue, one } from '@hookwright/model'
import { z } from 'zod'

export const JsonParseConfig = z.strictObject({})
export type JsonParseConfig = z.infer<typeof JsonParseConfig>

/** A value from JSON text. */
export const jsonParse = defineCard<JsonParseConfig>({
  type: 'json-parse',
  title: 'Parse',
  group: 'JSON',
  config: JsonParseConfig,
  blank: () => ({ config: {} }),
  ports: () =>
    ports({
      inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true, lines: 2 }],
      outputs: [{ id: 'output', label: 'Output', type: anyValue }]
    }),
  converts: {
    input: 'text',
    output: 'output',
    // A date or a file is not what JSON text of its own accord stands for.
    fits: (from, into) =>
      from.kind === 'text' && !from.list && (into.list || ['object', 'number', 'boolean'].includes(into.kind))
  },
  execute: () => import('./execute.ts')
})
