import { type CardExecutor, outputs } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import type { PlainConfig } from '../kernel/plain-card.ts'

/** Moves the point of a number in its written form, so that 2.345 is what it says and not what binary makes of it. */
const shifted = (number: number, by: number): number => {
  const [digits = '0', exponent = '0'] = String(number).split('e')
  return Number(`${digits}e${Number(exponent) + by}`)
}

/** Rounds the number half away from zero. Throws `card.failed` for what is no number of digits. */
export const execute: CardExecutor<PlainConfig> = ({ inputs, name }) => {
  const digits = Number(inputs.digits ?? 0)
  if (!Number.isInteger(digits) || digits < 0 || digits > 15) {
    throw new Fault('card.failed', {
      message: `“${name}” cannot round to ${digits} digits; give a whole number from 0 to 15.`
    })
  }
  const number = Number(inputs.number)
  const size = shifted(Math.round(shifted(Math.abs(number), digits)), -digits)
  return outputs({ output: number < 0 && size !== 0 ? -size : size })
}
