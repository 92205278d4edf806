import { defineCard, outputs, ports } from '@hookwright/engine'
import { Fault, one } from '@hookwright/model'
import { z } from 'zod'

const digits = '0123456789'
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Characters of each alphabet. */
const alphabets = { 'letters-digits': letters + digits, letters, digits, hex: '0123456789abcdef' }

/** Maximum length of a random text, in characters. */
const MOST_LENGTH = 10_000

const RandomTextConfig = z.strictObject({
  characters: z.enum(
    ['letters-digits', 'letters', 'digits', 'hex'],
    'The character set is invalid. Choose one from the list.'
  )
})
type RandomTextConfig = z.infer<typeof RandomTextConfig>

/** Card that returns a random text. */
export const randomText = defineCard<RandomTextConfig>({
  type: 'random-text',
  title: 'Random',
  group: 'Text',
  docs: {
    summary: 'Random text of any length',
    aliases: ['uuid', 'guid', 'unique id', 'token', 'nonce', 'password', 'id'],
    help: 'Returns a random text of up to 10,000 characters; each character is equally likely. A run that continues after a restart keeps the text it already used.',
    example: { config: { characters: 'hex' }, inputs: { length: 6 }, outputs: { output: '888888' } }
  },
  config: RandomTextConfig,
  blank: () => ({ config: { characters: 'letters-digits' } }),
  settings: [
    {
      kind: 'choice',
      key: 'characters',
      label: 'Characters',
      choices: [
        { value: 'letters-digits', label: 'Letters and digits' },
        { value: 'letters', label: 'Letters' },
        { value: 'digits', label: 'Digits' },
        { value: 'hex', label: 'Hex digits' }
      ]
    }
  ],
  ports: () =>
    ports({
      inputs: [{ id: 'length', label: 'Length', type: one('number'), required: true }],
      outputs: [{ id: 'output', label: 'Output', type: one('text') }]
    }),
  sideEffects: 'draw',
  /** Returns a text of random characters. Throws `card.failed` for an invalid length. */
  execute: ({ config, inputs, fx, name }) => {
    const length = Number(inputs.length)
    if (!Number.isInteger(length) || length < 0 || length > MOST_LENGTH) {
      throw new Fault('card.failed', {
        message: `“${name}” cannot make a text of ${length} characters. Use a whole number from 0 to 10000.`
      })
    }
    const alphabet = alphabets[config.characters]
    const draw = () => alphabet[Math.floor(fx.random() * alphabet.length)] ?? ''
    return outputs({ output: Array.from({ length }, draw).join('') })
  }
})
