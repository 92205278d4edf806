import { defineCard, outputs, ports } from '@hookwright/engine'
import { anyValue, Fault, one, type ParsedJson, parseJson } from '@hookwright/model'
import { z } from 'zod'

/** Reasons why a text is not JSON, for the middle of a sentence: “it is not valid JSON”. */
export const whyNotJson: Record<Extract<ParsedJson, { ok: false }>['why'], string> = {
  syntax: 'it is not valid JSON',
  'too-deep': 'it is nested more than 64 deep',
  'too-many-values': 'it holds more than 100000 values'
}

const JsonParseConfig = z.strictObject({})
type JsonParseConfig = z.infer<typeof JsonParseConfig>

/** Card that parses JSON text. */
export const jsonParse = defineCard<JsonParseConfig>({
  type: 'json-parse',
  title: 'Parse',
  group: 'JSON',
  docs: {
    summary: 'Value from JSON text',
    aliases: ['parse', 'decode', 'deserialize', 'object'],
    help: 'Parses JSON text and returns its value: an object, a list, text, a number, true or false. Whole numbers with too many digits become text, so that no digit is lost. The card fails if the text is not JSON.',
    example: {
      config: {},
      inputs: { text: '{ "id": 7, "tags": ["new"] }' },
      outputs: { output: { id: 7, tags: ['new'] } }
    }
  },
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
  /** Returns the value. Throws `card.not-json` for an invalid text. */
  execute: ({ inputs, name }) => {
    const parsed = parseJson(String(inputs.text))
    if (parsed.ok) return outputs({ output: parsed.value })
    throw new Fault('card.not-json', {
      card: name,
      why: `${whyNotJson[parsed.why]}. Check the mapped value.`
    })
  }
})
