import {
  type CardContext,
  type CardDocs,
  type CardExecutor,
  type CardSpec,
  defineCard,
  type Outcome,
  outputs,
  ports,
  type Setting
} from '@hookwright/engine'
import { Fault, type Millis, one } from '@hookwright/model'
import { z } from 'zod'
import { dateTextOf } from '../kernel/date-text.ts'
import { type Zone, zoneOf, zonePort } from '../kernel/zone.ts'

/** Units of constant length, in milliseconds. */
const lengths: Partial<Record<Unit, Millis>> = { seconds: 1_000, minutes: 60_000, hours: 3_600_000 }

/** Shifts a local time by a number of calendar units. */
const onCalendar = (clock: Millis, amount: number, unit: Unit): Millis => {
  const shifted = new Date(clock)
  if (unit === 'days' || unit === 'weeks') {
    shifted.setUTCDate(shifted.getUTCDate() + amount * (unit === 'weeks' ? 7 : 1))
    return shifted.getTime()
  }
  const day = shifted.getUTCDate()
  shifted.setUTCDate(1)
  shifted.setUTCMonth(shifted.getUTCMonth() + amount * (unit === 'years' ? 12 : 1))
  const month = new Date(shifted)
  month.setUTCMonth(month.getUTCMonth() + 1, 0)
  shifted.setUTCDate(Math.min(day, month.getUTCDate()))
  return shifted.getTime()
}

/**
 * Shifts a time by an amount in a time zone. Calendar units need a whole amount. NaN if there is no result.
 */
export const shiftMoment = (moment: Millis, amount: number, unit: Unit, zone: Zone): Millis => {
  const length = lengths[unit]
  return length === undefined
    ? zone.momentAt(onCalendar(zone.clockAt(moment), amount, unit))
    : moment + Math.round(amount * length)
}

/**
 * Shifts the card's time by its amount: forward for the sign 1, back for -1. Throws `card.failed` for an
 * unknown time zone, for fractions of a day or a month, and beyond the year 9999.
 */
export const shift = ({ config, inputs, name }: CardContext<DateShiftConfig>, sign: 1 | -1): Outcome => {
  const amount = sign * Number(inputs.amount)
  if (lengths[config.unit] === undefined && !Number.isInteger(amount)) {
    throw new Fault('card.failed', {
      message: `“${name}” accepts only whole ${config.unit}, but received ${inputs.amount}. Round the amount, or choose a smaller unit.`
    })
  }
  const zone = zoneOf(String(inputs.zone ?? ''), name)
  const moment = shiftMoment(Date.parse(String(inputs.date)), amount, config.unit, zone)
  const output = dateTextOf(moment)
  if (output === null) {
    throw new Fault('card.failed', {
      message: `The date that “${name}” would return is outside the years 0 to 9999. Check the amount.`
    })
  }
  return outputs({ output })
}

/** Returns the help text of a date card: its purpose, and the rules for counting time. */
export const dateShiftHelp = (does: string): string =>
  `${does} Days, weeks, months and years follow the calendar of the time zone, which is UTC unless you enter one, such as Europe/Berlin. The local time of day stays the same. If the resulting month is too short for the day, the output is the last day of that month. The output is in UTC with milliseconds.`

const units = ['seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const

/** Schema of a unit of time. */
export const Unit = z.enum(units, 'The unit is invalid. Choose one from the list.')
export type Unit = z.infer<typeof Unit>

/** Setting for the unit. Its value is stored in the card's config under `key`. */
export const unitSetting = {
  kind: 'choice',
  key: 'unit',
  label: 'Unit',
  choices: units.map(value => ({ value, label: value[0]?.toUpperCase() + value.slice(1) }))
} satisfies Setting

const DateShiftConfig = z.strictObject({ unit: Unit })
type DateShiftConfig = z.infer<typeof DateShiftConfig>

/** Returns a card that shifts a date and time. */
export const dateShiftCard = (params: {
  type: string
  title: string
  docs: CardDocs
  execute: CardExecutor<DateShiftConfig>
}): CardSpec =>
  defineCard<DateShiftConfig>({
    ...params,
    group: 'Date & Time',
    config: DateShiftConfig,
    blank: () => ({ config: { unit: 'days' } }),
    settings: [unitSetting],
    ports: () =>
      ports({
        inputs: [
          { id: 'date', label: 'Date', type: one('date'), required: true },
          { id: 'amount', label: 'Amount', type: one('number'), required: true },
          zonePort
        ],
        outputs: [{ id: 'output', label: 'Output', type: one('date') }]
      })
  })
