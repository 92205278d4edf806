import { type CardDocs, type CardExecutor, outputs } from '@hookwright/engine'
import { Fault, isExactNumber, one } from '@hookwright/model'
import { type PlainConfig, plainCard } from '../kernel/plain-card.ts'

/** Maximum number of digits that a number stores exactly. */
const DIGITS = 15
/** Maximum number of decimal places of a number. */
const MOST_PLACES = 100

const placesOf = (number: number): number => {
  const [digits = '', exponent = '0'] = String(number).split('e')
  return Math.max(0, (digits.split('.')[1] ?? '').length - Number(exponent))
}

/**
 * Returns the executor of an arithmetic card. It throws `card.failed` if the result is not a number or is too
 * large to be exact.
 *
 * @param placesIn returns the decimal places of the result, given those of the two operands. Further digits
 * come from binary rounding and are dropped, so that 0.1 + 0.2 is 0.3. Without it, the result is rounded to
 * 15 digits
 */
export const arithmetic =
  (
    of: (left: number, right: number) => number,
    placesIn?: (left: number, right: number) => number
  ): CardExecutor<PlainConfig> =>
  ({ inputs, name }) => {
    const left = Number(inputs.left)
    const right = Number(inputs.right)
    const number = of(left, right)
    if (!isExactNumber(number)) {
      throw new Fault('card.failed', {
        message: `“${name}” has no exact result for ${left} and ${right}. Check the mapped values.`
      })
    }
    const places = placesIn?.(placesOf(left), placesOf(right)) ?? MOST_PLACES + 1
    const written = places > MOST_PLACES ? number.toPrecision(DIGITS) : number.toFixed(places)
    return outputs({ output: Number.isInteger(number) ? number : Number(written) })
  }

/** Returns the help text of an arithmetic card: its purpose, and the precision of the result. */
export const numberHelp = (does: string): string =>
  `${does} The card fails if the result cannot be represented exactly.`

/** Returns a card that computes a number from two numbers. */
export const numberCard = (params: {
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
        { id: 'left', label: 'Number', type: one('number'), required: true },
        { id: 'right', label: 'Second number', type: one('number'), required: true }
      ],
      outputs: [{ id: 'output', label: 'Output', type: one('number') }]
    }
  })
