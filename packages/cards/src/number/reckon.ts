import { type CardExecutor, outputs } from '@hookwright/engine'
import { Fault, isExactNumber } from '@hookwright/model'
import type { PlainConfig } from '../kernel/plain-card.ts'

/** The most digits that a number keeps exactly. */
const DIGITS = 15
/** The most places behind the point that a number can be written with. */
const MOST_PLACES = 100

/** How many places behind the point a number is written with. */
const placesOf = (number: number): number => {
  const [digits = '', exponent = '0'] = String(number).split('e')
  return Math.max(0, (digits.split('.')[1] ?? '').length - Number(exponent))
}

/**
 * What a card that reckons does. It throws `card.failed` for what is no number, or one too large to be exact.
 * @param placesIn how many places the result has for so many of the two numbers, where that is known: what binary makes
 *   of them beyond is left out, so that 0.1 and 0.2 are 0.3
 */
export const reckon =
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
        message: `“${name}” cannot give an exact number for ${left} and ${right}; look at the values that are mapped.`
      })
    }
    const places = placesIn?.(placesOf(left), placesOf(right)) ?? MOST_PLACES + 1
    const written = places > MOST_PLACES ? number.toPrecision(DIGITS) : number.toFixed(places)
    return outputs({ output: Number.isInteger(number) ? number : Number(written) })
  }
