import { isDateText, type Millis } from '@hookwright/model'
import type { Zone } from '../kernel/zone.ts'
import type { ToDateConfig } from './card.ts'

/** Numbers below this are seconds: as milliseconds they would all lie before March 1973. */
const LEAST_MILLISECONDS = 100_000_000_000

const numberOf = (value: unknown): number | null => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'string' && /^-?\d{1,16}(\.\d{1,9})?$/.test(value.trim()) ? Number(value) : null
}

const dayOrClock = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?$/

/** A text with an offset is that moment; a day or a clock time is read in the time zone. */
const momentOfText = (text: string, zone: Zone): Millis | null => {
  const bare = text.trim()
  const withOffset = bare.replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T')
  if (isDateText(withOffset)) return Date.parse(withOffset)
  const [, day, clock = '00:00'] = dayOrClock.exec(bare) ?? []
  const asUtc = `${day}T${clock}Z`
  return day !== undefined && isDateText(asUtc) ? zone.momentAt(Date.parse(asUtc)) : null
}

/** The moment that a value tells; null for what is none. */
export const readMoment = (value: unknown, reads: ToDateConfig['reads'], zone: Zone): Millis | null => {
  const number = reads === 'text' ? null : numberOf(value)
  if (number !== null) {
    const isSeconds = reads === 'seconds' || (reads === 'auto' && Math.abs(number) < LEAST_MILLISECONDS)
    return Math.round(isSeconds ? number * 1_000 : number)
  }
  return typeof value === 'string' && (reads === 'auto' || reads === 'text')
    ? momentOfText(value, zone)
    : null
}
