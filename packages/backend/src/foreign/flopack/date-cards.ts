import type { Json } from '@hookwright/model'
import type { Source } from '../draft-flow.ts'
import {
  add,
  type CardJob,
  type Convert,
  constant,
  exposeOutput,
  exposeValue,
  from,
  given,
  insert,
  outputOf,
  remark,
  typed
} from './card-job.ts'
import { computed } from './other-cards.ts'

/** Returns the time unit for a converted card, such as `hours` for “Hour”. Null for an unknown unit. */
const unitOf = (value: Json): string | null => {
  const unit = String(value ?? '')
    .toLowerCase()
    .replace(/s?$/, 's')
  return ['seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years'].includes(unit) ? unit : null
}

/** Creates the conversion of cards that add a time to a date or subtract it. */
const shift =
  (type: string): Convert =>
  job => {
    const wanted = typed(job, 'unit')
    const isMillis = /^millisecond/i.test(String(wanted))
    const unit = isMillis ? 'seconds' : unitOf(wanted)
    if (unit === null) return `Hookwright does not support the unit “${String(wanted)}”.`
    let amount = given(job, 'scale')
    if (isMillis && amount !== undefined) {
      const seconds = insert(job, {
        type: 'number-divide',
        config: {},
        inputs: { left: amount, right: constant(1_000) }
      })
      amount = from(seconds.out('output'))
    }
    exposeOutput(
      job,
      'output',
      add(job, { type, config: { unit }, inputs: { date: given(job, 'start'), amount } }),
      'output'
    )
    return null
  }

/** Format tokens of Okta Workflows with a different name in Hookwright. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['Y', 'YYYY'],
  ['yyyy', 'YYYY'],
  ['yy', 'YY'],
  ['dd', 'DD'],
  ['d', 'D']
])

const known =
  /\[[^\]]*\]|YYYY|YY|Y|yyyy|yy|M{1,4}|DDDD?|DDD|Do|DD?|dddd?|dd|d|HH?|hh?|mm?|SSS|ss?|A|a|ZZ?|X|x|[A-Za-z]+/g
const supported = /^(\[[^\]]*\]|YYYY|YY|M{1,4}|DD?|dddd?|HH?|hh?|mm?|SSS|ss?|A|a|ZZ?|X|x|T)$/

/** Converts a date format to Hookwright's tokens. Also returns the tokens without an equivalent. */
const formatOf = (text: string): { format: string; unknown: string[] } => {
  const unknown: string[] = []
  const format = text.replace(known, token => {
    const ours = renamed.get(token) ?? token
    if (!supported.test(ours)) unknown.push(token)
    return ours === 'T' ? '[T]' : ours
  })
  return { format, unknown }
}

const formatInput = (job: CardJob, otherwise: string): string => {
  const text = typed(job, 'format')
  const { format, unknown } = formatOf(typeof text === 'string' && text !== '' ? text : otherwise)
  if (unknown.length > 0)
    remark(
      job,
      `The format has parts that Hookwright does not support: ${unknown.join(', ')}. Check the format.`
    )
  return format
}

const zoneInput = (job: CardJob) => {
  const zone = given(job, 'zone')
  return zone === undefined ? {} : { zone }
}

const toText: Convert = job => {
  const format = given(job, 'format')
  const inputs = {
    date: given(job, 'start'),
    format: format?.kind === 'source' ? format : constant(formatInput(job, 'YYYY-MM-DD')),
    ...zoneInput(job)
  }
  exposeOutput(job, 'output', add(job, { type: 'date-to-text', config: {}, inputs }), 'output')
  return null
}

const parse: Convert = job => {
  const format = typed(job, 'format')
  if (format === 'x' || format === 'X') {
    const config = { reads: format === 'x' ? 'milliseconds' : 'seconds' }
    exposeOutput(
      job,
      'output',
      add(job, { type: 'to-date', config, inputs: { value: given(job, 'start') } }),
      'output'
    )
    return null
  }
  const inputs = {
    text: given(job, 'start'),
    format: constant(formatInput(job, 'YYYY-MM-DD')),
    ...zoneInput(job)
  }
  exposeOutput(job, 'output', add(job, { type: 'text-to-date', config: {}, inputs }), 'output')
  return null
}

const textAs = (job: CardJob, date: Source | null, format: string, zone = {}): Source | null =>
  insert(job, {
    type: 'date-to-text',
    config: {},
    inputs: { date: from(date), format: constant(format), ...zone }
  }).out('output')

const unixAs = (job: CardJob, date: Source | null, unit: 'seconds' | 'milliseconds'): Source | null =>
  insert(job, { type: 'date-to-unix', config: { unit }, inputs: { date: from(date) } }).out('output')

/** Date formats for the outputs of the original Now card, by output key. */
const partsOfNow: Record<string, string> = {
  full: 'ddd MMM DD YYYY HH:mm:ss ZZ',
  time: 'HH:mm:ss',
  minute: 'm',
  hour: 'H',
  day: 'D',
  month: 'MMMM',
  year: 'YYYY',
  second: 's',
  millisecond: 'SSS'
}

const now: Convert = job => {
  const added = add(job, { type: 'now', config: {} })
  const date = added.out('output')
  for (const key of ['date', 'iso']) exposeValue(job, outputOf(job, key), date)
  for (const [key, format] of Object.entries(partsOfNow)) computed(job, key, () => textAs(job, date, format))
  return null
}

const fromIso: Convert = job => {
  const added = add(job, {
    type: 'date-from-iso',
    config: {},
    inputs: { text: given(job, 'start'), ...zoneInput(job) }
  })
  const date = added.out('output')
  for (const key of ['date', 'iso']) exposeValue(job, outputOf(job, key), date)
  computed(job, 'epoch', () => unixAs(job, date, 'milliseconds'))
  computed(job, 'unix', () => unixAs(job, date, 'seconds'))
  computed(job, 'human', () => textAs(job, date, 'MMMM D, YYYY h:mm A', zoneInput(job)))
  computed(job, 'custom', () => textAs(job, date, formatInput(job, 'YYYY-MM-DD'), zoneInput(job)))
  return null
}

/**
 * Converts a card that computes the time between two dates. Its original field “start” contains the end date,
 * and “end” the start date.
 */
const difference: Convert = job => {
  const inputs = { from: given(job, 'end'), to: given(job, 'start') }
  const keys = job.card.node.model.outputs.map(({ key }) => key).filter(key => unitOf(key) !== null)
  const used = keys.filter(key => Object.keys(job.card.pins[outputOf(job, key)?.id ?? ''] ?? {}).length > 0)
  const [first = 'days', ...rest] = used
  exposeOutput(
    job,
    first,
    add(job, { type: 'date-difference', config: { unit: unitOf(first) }, inputs }),
    'output'
  )
  for (const key of rest)
    exposeOutput(
      job,
      key,
      insert(job, { type: 'date-difference', config: { unit: unitOf(key) }, inputs }),
      'output'
    )
  return null
}

const unix =
  (unit: 'seconds' | 'milliseconds'): Convert =>
  job => {
    if (unit === 'milliseconds')
      remark(job, 'This card returns milliseconds since 1970. Choose seconds if the next card expects them.')
    const added = add(job, { type: 'date-to-unix', config: { unit }, inputs: { date: given(job, 'start') } })
    exposeOutput(job, 'output', added, 'output')
    return null
  }

/** Conversions of date functions, by function name. */
export const dateCards: Record<string, Convert> = {
  'date.now': now,
  'date.add': shift('date-add'),
  'date.subtract': shift('date-subtract'),
  'date.format': toText,
  'date.parse': parse,
  'date.diff': difference,
  'date.fromISO': fromIso,
  'date.unix': unix('seconds'),
  'date.epoch': unix('milliseconds')
}
