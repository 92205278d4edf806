import { type CardExecutor, outputs } from '@hookwright/engine'
import { DAY, Fault, HOUR, MINUTE, type Millis, SECOND } from '@hookwright/model'
import type { WaitForConfig } from './card.ts'

const lengths: Record<WaitForConfig['unit'], Millis> = {
  seconds: SECOND,
  minutes: MINUTE,
  hours: HOUR,
  days: DAY,
  weeks: 7 * DAY
}

const LONGEST = 366 * DAY

/** Waits. Throws `card.failed` for what is no time, and for more than a year; `run.waits-too-long`. */
export const execute: CardExecutor<WaitForConfig> = async ({ config, inputs, name, wait }) => {
  const amount = Number(inputs.amount)
  const time = Math.round(amount * lengths[config.unit])
  if (!(time >= 0 && time <= LONGEST)) {
    throw new Fault('card.failed', {
      message: `“${name}” cannot wait for ${amount} ${config.unit}; give a number from 0 on, and no more than a year.`
    })
  }
  await wait(time)
  return outputs({})
}
