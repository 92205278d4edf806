import { type CardDocs, type CardExecutor, outputs } from '@hookwright/engine'
import { Fault, isExactNumber, one } from '@hookwright/model'
import { type PlainConfig, plainCard } from '../kernel/plain-card.ts'

/** The most digits that a number keeps exactly. */
const DIGITS = 15
/** Maximum number of decimal places of a number. */
const MOST_PLACES = 100

/** Returns the number of decimal places of a number. */
const placesOf = (number: number): number => {
  const [digits = '', exponent = '0'] = String(number).split('e')
  return Math.max(0, (digits.split('.')[1] ?? '').length - Number(exponent))
}

/**
 * Returns the executor of an arithmetic card. It throws `card.failed` for a result that is not a number, or is too large to be
 * exact.
 * @param placesIn the number of decimal places of the result for those of the two operands, where that is known: binary
 * rounding beyond it is dropped, so that 0.1 + 0.2 is 0.3
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

/** Returns the help text of an arithmetic card: what it does, and how exact the result is. */
export const numberHelp = (does: string): string =>
  `${does} The card fails if the result cannot be represented exactly.`

/** Card that computes a number from two numbers. */
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
