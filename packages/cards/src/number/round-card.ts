import { type CardDocs, type CardExecutor, outputs } from '@hookwright/engine'
import { Fault, one } from '@hookwright/model'
import { type PlainConfig, plainCard } from '../kernel/plain-card.ts'

/**
 * Shifts the decimal point of a number, such as 1.5 by 2 to 150. Works on its text, which avoids binary
 * rounding errors.
 */
const shifted = (number: number, by: number): number => {
  const [digits = '0', exponent = '0'] = String(number).split('e')
  return Number(`${digits}e${Number(exponent) + by}`)
}

/**
 * Returns the executor of a card that drops decimal places. It throws `card.failed` for an invalid number of
 * digits.
 *
 * @param toWhole rounds a number to a whole number
 */
export const createRoundExecutor =
  (toWhole: (number: number) => number): CardExecutor<PlainConfig> =>
  ({ inputs, name }) => {
    const digits = Number(inputs.digits ?? 0)
    if (!Number.isInteger(digits) || digits < 0 || digits > 15) {
      throw new Fault('card.failed', {
        message: `“${name}” cannot round to ${digits} digits. Use a whole number from 0 to 15.`
      })
    }
    const output = shifted(toWhole(shifted(Number(inputs.number), digits)), -digits)
    // Never -0.
    return outputs({ output: output === 0 ? 0 : output })
  }

/** Returns a card that drops decimal places of a number. */
export const roundCard = (params: {
  type: string
  title: string
  docs: CardDocs
  execute: CardExecutor<PlainConfig>
}) =>
  plainCard({
    ...params,
    group: 'Number',
    ports: {
      inputs: [
        { id: 'number', label: 'Number', type: one('number'), required: true },
        { id: 'digits', label: 'Digits', type: one('number'), required: false }
      ],
      outputs: [{ id: 'output', label: 'Output', type: one('number') }]
    }
  })
