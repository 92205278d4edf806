import type { Step } from '@hookwright/model'

const known = new WeakMap<Step, number>()

/** How many bytes what a step gave has as JSON; null where that is not known: it gave nothing, or it is kept elsewhere. */
export const bytesGiven = (step: Step): number | null => {
  if (step.outputs === undefined || step.outputs === 'given') return null
  const before = known.get(step)
  if (before !== undefined) return before
  const bytes = new TextEncoder().encode(JSON.stringify(step.outputs)).length
  known.set(step, bytes)
  return bytes
}

/** How many bytes the bodies of a step's requests and of their answers had; null for a step that sent none. */
export const bytesSent = ({ requests = [] }: Step): { sent: number; got: number } | null =>
  requests.length === 0
    ? null
    : requests.reduce(
        (sum, { bytes }) => ({ sent: sum.sent + (bytes?.sent ?? 0), got: sum.got + (bytes?.got ?? 0) }),
        { sent: 0, got: 0 }
      )
