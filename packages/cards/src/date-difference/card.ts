import { defineCard, outputs, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { Unit, unitSetting } from '../date-shift/date-shift-card.ts'
import { zoneOf, zonePort } from '../kernel/zone.ts'
import { differenceIn } from './difference-in.ts'

const DateDifferenceConfig = z.strictObject({ unit: Unit })
type DateDifferenceConfig = z.infer<typeof DateDifferenceConfig>

/** Card that returns the time between two dates. */
export const dateDifference = defineCard<DateDifferenceConfig>({
  type: 'date-difference',
  title: 'Date Difference',
  group: 'Date & Time',
  docs: {
    summary: 'Time between two dates',
    aliases: ['duration', 'age', 'days between', 'diff', 'elapsed'],
    help: 'Returns the time from one date to another. Seconds, minutes and hours are exact, with decimals. Days, weeks, months and years are whole numbers without the remainder, and follow the calendar of the time zone, which is UTC unless you enter one, such as Europe/Berlin. The output is negative if the second date is earlier.',
    example: {
      config: { unit: 'days' },
      inputs: { from: '2026-01-31T09:30:00Z', to: '2026-02-28T12:00:00Z' },
      outputs: { output: 28 }
    }
  },
  config: DateDifferenceConfig,
  blank: () => ({ config: { unit: 'days' } }),
  settings: [unitSetting],
  ports: () =>
    ports({
      inputs: [
        { id: 'from', label: 'From', type: one('date'), required: true },
        { id: 'to', label: 'To', type: one('date'), required: true },
        zonePort
      ],
      outputs: [{ id: 'output', label: 'Output', type: one('number') }]
    }),
  /** Returns the time between the dates in the chosen unit. Throws `card.failed` for an unknown time zone. */
  execute: ({ config, inputs, name }) => {
    const zone = zoneOf(String(inputs.zone ?? ''), name)
    const [from, to] = [Date.parse(String(inputs.from)), Date.parse(String(inputs.to))]
    return outputs({ output: differenceIn(config.unit, from, to, zone) })
  }
})
