import type { Step } from '@hookwright/model'

const known = new WeakMap<Step, number>()

/**
 * Returns the size of a step's outputs as JSON in bytes. Null if that is unknown: there are none, or they are stored elsewhere.
 */
export const bytesGiven = (step: Step): number | null => {
  if (step.outputs === undefined || step.outputs === 'given') return null
  const before = known.get(step)
  if (before !== undefined) return before
  const bytes = new TextEncoder().encode(JSON.stringify(step.outputs)).length
  known.set(step, bytes)
  return bytes
}

/** Returns the total sizes of a step's request and response bodies in bytes. Null if it sent no request. */
export const bytesSent = ({ requests = [] }: Step): { sent: number; got: number } | null =>
  requests.length === 0
    ? null
    : requests.reduce(
        (sum, { bytes }) => ({ sent: sum.sent + (bytes?.sent ?? 0), got: sum.got + (bytes?.got ?? 0) }),
        { sent: 0, got: 0 }
      )
