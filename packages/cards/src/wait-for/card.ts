import { defineCard, outputs, ports } from '@hookwright/engine'
import { DAY, Fault, HOUR, MINUTE, type Millis, MOST_WAITS, one, SECOND } from '@hookwright/model'
import { z } from 'zod'

const units = ['seconds', 'minutes', 'hours', 'days', 'weeks'] as const

const WaitForConfig = z.strictObject({
  unit: z.enum(units, 'The unit is invalid. Choose one from the list.')
})
type WaitForConfig = z.infer<typeof WaitForConfig>

const lengths: Record<WaitForConfig['unit'], Millis> = {
  seconds: SECOND,
  minutes: MINUTE,
  hours: HOUR,
  days: DAY,
  weeks: 7 * DAY
}

const LONGEST = 366 * DAY

/** Card that waits before the flow continues. */
export const waitFor = defineCard<WaitForConfig>({
  type: 'wait-for',
  title: 'Wait For',
  group: 'Flow Control',
  docs: {
    summary: 'Waits before the next card',
    aliases: ['delay', 'sleep', 'pause', 'timer', 'timeout', 'throttle'],
    help: `Waits before the next card, for up to a year. A run that an event started is suspended while it waits: it survives restarts and keeps the outputs of the cards before it. Other runs, such as a registration, a test or the loading of a dropdown, wait for at most a minute. A run that waits more than ${MOST_WAITS.toLocaleString('en')} times, for example once for each item of a list, is put on hold; you can resume it.`,
    example: { config: { unit: 'seconds' }, inputs: { amount: 30 }, outputs: {} }
  },
  config: WaitForConfig,
  blank: () => ({ config: { unit: 'minutes' } }),
  settings: [
    {
      kind: 'choice',
      key: 'unit',
      label: 'Unit',
      choices: units.map(value => ({ value, label: value[0]?.toUpperCase() + value.slice(1) }))
    }
  ],
  ports: () => ports({ inputs: [{ id: 'amount', label: 'Amount', type: one('number'), required: true }] }),
  sideEffects: 'wait',
  /**
   * Waits for the given time.
   * @throws `card.failed` for an invalid time or more than a year; `run.waits-too-long`
   */
  execute: async ({ config, inputs, name, wait }) => {
    const amount = Number(inputs.amount)
    const time = Math.round(amount * lengths[config.unit])
    if (!(time >= 0 && time <= LONGEST)) {
      throw new Fault('card.failed', {
        message: `“${name}” cannot wait for ${amount} ${config.unit}. Use a duration from 0 to one year.`
      })
    }
    await wait(time)
    return outputs({})
  }
})
