import { type CardExecutor, outputs } from '@hookwright/engine'
import { Fault, isDateText, nameOfValue } from '@hookwright/model'
import { zoneOf } from '../kernel/zone.ts'
import type { ToDateConfig } from './card.ts'
import { readMoment } from './read-moment.ts'

/** Gives the moment in UTC. Throws `card.failed` for what is no moment, and for an unknown time zone. */
export const execute: CardExecutor<ToDateConfig> = ({ config, inputs, name }) => {
  const { value } = inputs
  const moment = readMoment(value, config.reads, zoneOf(String(inputs.zone ?? ''), name))
  const output = moment === null || Math.abs(moment) > 8.64e15 ? '' : new Date(moment).toISOString()
  if (isDateText(output)) return outputs({ output })
  throw new Fault('card.failed', {
    message: `“${name}” got ${nameOfValue(value)} that is no moment from the year 0 to 9999; give it seconds or milliseconds since 1970, a day as 2026-01-31, or a date with time as 2026-01-31T09:00.`
  })
}
