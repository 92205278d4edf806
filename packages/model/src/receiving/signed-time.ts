import { valueAt } from '../fields/path.ts'
import type { Millis } from '../kernel/millis.ts'
import { placeName, type VerificationFailure } from './candidates.ts'
import { jsonOf, type Scope, textOfValue, valueOfAtom } from './fill.ts'
import type { SignedTime } from './receiving.ts'
import type { SchemeRule } from './rules.ts'

const isoText = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/

/** Parses a timestamp in a unit to milliseconds; `null` for an invalid one. */
const millisOf = (text: string, unit: SignedTime['unit']): Millis | null => {
  switch (unit) {
    case 's':
      return /^\d{1,11}$/.test(text) ? Number(text) * 1000 : null
    case 'ms':
      return /^\d{1,14}$/.test(text) ? Number(text) : null
    case 'iso':
      return isoText.test(text) ? Date.parse(text) : null
  }
}

/** Formats a time in a rule's unit: in seconds, in milliseconds, or as ISO 8601. */
export const writtenTime = (time: Millis, unit: SignedTime['unit']): string =>
  unit === 's' ? String(Math.floor(time / 1000)) : unit === 'ms' ? String(time) : new Date(time).toISOString()

const timeText = (rule: SchemeRule, time: SignedTime, scope: Scope): string | null => {
  const atom = { name: time.name, path: [], optional: false, filters: [] }
  switch (time.from) {
    case 'signature':
      return rule.scheme.algorithm === 'jwt'
        ? textOfValue(valueAt(scope.claims, [time.name]))
        : textOfValue(valueOfAtom({ ...atom, kind: 'sig' }, scope))
    case 'header':
      return textOfValue(valueOfAtom({ ...atom, kind: 'header', name: time.name.toLowerCase() }, scope))
    case 'query':
      return textOfValue(valueOfAtom({ ...atom, kind: 'query' }, scope))
    case 'form':
      return textOfValue(valueOfAtom({ ...atom, kind: 'form' }, scope))
    case 'json':
      return rule.timePath === null ? null : textOfValue(valueAt(jsonOf(scope)?.value, rule.timePath))
  }
}

/**
 * Returns the failure of a request's timestamp, or null. A timestamp in the future is refused like an old one.
 */
export const checkTime = (rule: SchemeRule, scope: Scope, now: Millis): VerificationFailure | null => {
  const { time } = rule.scheme
  if (time === null) return null
  const text = timeText(rule, time, scope)
  const sent = text === null ? null : millisOf(text, time.unit)
  if (sent === null || Number.isNaN(sent)) return { reason: 'no-time', facts: { place: placeName(time) } }
  const behind = now - sent
  if (Math.abs(behind) <= time.toleranceSeconds * 1000) return null
  const facts = { seconds: Math.round(Math.abs(behind) / 1000), most: time.toleranceSeconds }
  return { reason: behind > 0 ? 'stale' : 'future', facts }
}
