import { outputs } from '@hookwright/engine'
import { Fault, one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

/** Moves the point of a number in its written form, so that 2.345 is what it says and not what binary makes of it. */
const shifted = (number: number, by: number): number => {
  const [digits = '0', exponent = '0'] = String(number).split('e')
  return Number(`${digits}e${Number(exponent) + by}`)
}

/** A number with fewer digits. */
export const numberRound = plainCard({
  type: 'number-round',
  title: 'Round',
  group: 'Number',
  docs: {
    help: 'Rounds a number to 0 to 15 decimal places. Without a number of digits it rounds to a whole number. Halves are rounded away from zero.',
    example: { config: {}, inputs: { number: 2.345, digits: 2 }, outputs: { output: 2.35 } }
  },
  ports: {
    inputs: [
      { id: 'number', label: 'Number', type: one('number'), required: true },
      { id: 'digits', label: 'Digits', type: one('number'), required: false }
    ],
    outputs: [{ id: 'output', label: 'Output', type: one('number') }]
  },
  /** Rounds the number half away from zero. Throws `card.failed` for what is no number of digits. */
  execute: ({ inputs, name }) => {
    const digits = Number(inputs.digits ?? 0)
    if (!Number.isInteger(digits) || digits < 0 || digits > 15) {
      throw new Fault('card.failed', {
        message: `“${name}” cannot round to ${digits} digits. Use a whole number from 0 to 15.`
      })
    }
    const number = Number(inputs.number)
    const size = shifted(Math.round(shifted(Math.abs(number), digits)), -digits)
    return outputs({ output: number < 0 && size !== 0 ? -size : size })
  }
})
