import { defineCard, outputs, ports } from '@hookwright/engine'
import { Fault, isExactNumber, one } from '@hookwright/model'
import { z } from 'zod'

const TextToNumberConfig = z.strictObject({
  decimal: z.enum(['point', 'comma'], 'The decimal separator is invalid. Choose one from the list.')
})
type TextToNumberConfig = z.infer<typeof TextToNumberConfig>

/** Pattern of a number, with optional decimal point, thousands separators and exponent. */
const numberText = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[+-]?\d{1,3})?$/i

/**
 * Parses a number written with a decimal point or comma. Returns null for other texts and for numbers that
 * would lose digits.
 */
const readNumber = (text: string, decimal: TextToNumberConfig['decimal']): number | null => {
  const bare = text.trim()
  const swapped = decimal === 'comma' ? bare.replace(/[.,]/g, sign => (sign === '.' ? ',' : '.')) : bare
  const grouped = swapped.replace(/(?<=\d)[ '\u00a0\u202f\u2019](?=\d{3})/g, ',')
  if (!numberText.test(grouped) || !/^[+-]?\.?\d/.test(grouped)) return null
  const number = Number(grouped.replaceAll(',', ''))
  if (!isExactNumber(number)) return null
  return number === 0 ? 0 : number
}

/** Card that parses a number. */
export const textToNumber = defineCard<TextToNumberConfig>({
  type: 'text-to-number',
  title: 'Text to Number',
  group: 'Number',
  docs: {
    summary: 'Number from text',
    aliases: ['parse', 'parseint', 'parsefloat', 'convert', 'cast'],
    help: 'Reads a number from text, such as 12, -0.5 or 1,234.50. Digits may be in groups of three, separated by a comma, a space or an apostrophe. Choose “Comma” for numbers such as 1.234,50. The card fails for other text, and for a number with more digits than a number can store. A missing text returns null.',
    example: { config: { decimal: 'point' }, inputs: { text: ' 1,234.50 ' }, outputs: { output: 1234.5 } }
  },
  config: TextToNumberConfig,
  blank: () => ({ config: { decimal: 'point' } }),
  settings: [
    {
      kind: 'choice',
      key: 'decimal',
      label: 'Decimal separator',
      choices: [
        { value: 'point', label: 'Point' },
        { value: 'comma', label: 'Comma' }
      ]
    }
  ],
  ports: () =>
    ports({
      inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true }],
      outputs: [{ id: 'output', label: 'Output', type: one('number') }]
    }),
  converts: {
    input: 'text',
    output: 'output',
    fits: (from, into) => from.kind === 'text' && !from.list && into.kind === 'number' && !into.list
  },
  /**
   * Returns the number.
   * @throws `card.failed` for a text that is not a number
   */
  execute: ({ config, inputs, name }) => {
    if (typeof inputs.text !== 'string') return outputs({ output: null })
    const output = readNumber(inputs.text, config.decimal)
    if (output !== null) return outputs({ output })
    throw new Fault('card.failed', {
      message: `“${name}” received a text that is not a number, or has more digits than a number can store. Map a text such as 12 or 1234.50.`
    })
  }
})
