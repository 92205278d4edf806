import {
  changeRunTexts,
  type FaultData,
  REDACTED,
  type RedactedArrival,
  type RedactionPath,
  type RunStatus
} from '@hookwright/model'
import type { AfterLast, FinishedRun } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { payloadOf } from '../payloads/redact-delivery.ts'
import type { RetentionOf } from '../revisions/rules-in-force.ts'

/** Retention of a run's values: all, none, or all except those redacted in the delivery. */
export type RetentionMode =
  | { is: 'all' }
  | { is: 'none' }
  | { is: 'redacted'; redacted: RedactedArrival; scrubBy: ScrubBy }
  /** The values were removed earlier, so they are unknown. */
  | { is: 'unknown' }

type Scrub = <Value>(value: Value) => Value

/**
 * Returns the function that redacts values in runs. It is created once per scrubber and reused for all runs
 * of the delivery.
 */
type ScrubBy = (scrubber: Effects['scrubber']) => Scrub

const scrubberOnce = (values: string[]): ScrubBy => {
  let made: { by: Effects['scrubber']; scrub: Scrub } | null = null
  return by => {
    if (made?.by !== by) made = { by, scrub: by(values, REDACTED) }
    return made.scrub
  }
}

/**
 * Maximum product of a run's text length and the number of values to redact. Above it, no values of the run
 * are stored.
 */
const MOST_SCANNED = 20_000_000

/**
 * Returns the retention mode by the rules of flow and installation. `redact` redacts paths of the
 * delivery.
 */
export const retentionModeOf = (
  { saveAll, redaction }: RetentionOf,
  redact: (paths: RedactionPath[]) => Promise<RedactedArrival>
): RetentionMode | Promise<RetentionMode> => {
  if (!saveAll) return { is: 'none' }
  return redaction.length === 0 ? { is: 'all' } : redact(redaction).then(withoutRedacted)
}

/** Returns the mode that stores a run without the values redacted in this delivery. */
export const withoutRedacted = (redacted: RedactedArrival): RetentionMode => ({
  is: 'redacted',
  redacted,
  scrubBy: scrubberOnce(redacted.values)
})

/** Returns a run without these values, wherever they occur in outputs, requests and faults. */
const withoutValues = <Row extends FinishedRun>(row: Row, scrub: Scrub): Row => ({
  ...row,
  // Texts are replaced by texts, so that the shape is the same.
  status: changeRunTexts(row.status, scrub) as RunStatus,
  result: scrub(row.result),
  steps:
    row.steps?.map(({ outputs, ...step }) => ({
      ...(changeRunTexts(step, scrub) as typeof step),
      ...(outputs === undefined ? {} : { outputs: scrub(outputs) })
    })) ?? null
})

/**
 * Reason why a run's data is not stored, such as “its flow does not store data”. `mend` is a sentence that
 * says how to change this.
 */
interface Because {
  why: string
  mend?: string
}

/** Reduces a fault to its code, since its message may quote values. */
const bareFaultOf = ({ code }: FaultData, { why, mend = '' }: Because): FaultData => ({
  code,
  message: `The run failed with ${code}. Details were not stored because ${why}.${mend}`,
  details: {}
})

/** Returns the run without any values. */
const bare = <Row extends FinishedRun>(row: Row, because: Because): Row => {
  const { status } = row
  const bareStatus =
    status.is === 'failed' ? { ...status, fault: bareFaultOf(status.fault, because) } : status
  return { ...row, status: bareStatus, steps: null, result: null }
}

/** Applies retention to a run that ends. Also returns how to store the delivery after its last run. */
export const applyRetention = <Row extends FinishedRun>(
  row: Row,
  kept: RetentionMode,
  { scrubber }: Pick<Effects, 'scrubber'>
): { row: Row; last: AfterLast } => {
  switch (kept.is) {
    case 'all':
      return { row, last: { erase: false } }
    case 'none': {
      const mend = ' Turn on “Save all data” to store the details of later runs.'
      return { row: bare(row, { why: 'its flow does not store data', mend }), last: { erase: true } }
    }
    case 'unknown':
      return {
        row: bare(row, { why: 'parts of the delivery were redacted before the run ended' }),
        last: { erase: false }
      }
    case 'redacted': {
      const { redacted, scrubBy } = kept
      const last = { erase: false, redacted: payloadOf(redacted) }
      const { values } = redacted
      if (values.length === 0) return { row, last }
      if (values.length * JSON.stringify(row).length > MOST_SCANNED) {
        return { row: bare(row, { why: 'too many values were redacted' }), last }
      }
      return { row: withoutValues(row, scrubBy(scrubber)), last }
    }
  }
}
