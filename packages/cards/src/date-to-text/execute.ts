import { type CardExecutor, outputs } from '@hookwright/engine'
import { zoneOf } from '../kernel/zone.ts'
import type { Config } from './card.ts'
import { formatDate } from './format-date.ts'

/** Writes the moment in the format; `card.failed` for a zone that nobody knows. */
export const execute: CardExecutor<Config> = ({ inputs, name }) => {
  const zone = zoneOf(String(inputs.zone ?? ''), name)
  return outputs({ output: formatDate(Date.parse(String(inputs.date)), String(inputs.format), zone) })
}
