import { type Fault, type RetryRule, toFault } from '@hookwright/model'
import type { CardError } from '../card/card-context.ts'
import { isPastDeadline } from './deadline.ts'
import type { Progress } from './progress.ts'

/** Error of a failed card, as other cards see it, with the original fault. */
export interface Failed {
  kind: 'failed'
  error: CardError
  fault: Fault
}

/**
 * Runs `inside`, the content of a card that catches errors. The card may have its own retry rule for
 * requests.
 */
export const withGuard = async <Ended>(
  run: Progress,
  retry: RetryRule | null,
  inside: () => Ended | Promise<Ended>
): Promise<Ended> => {
  const { guard } = run
  run.guard = { retry }
  try {
    return await inside()
  } finally {
    run.guard = guard
  }
}

/**
 * Runs the function `inside` and returns its outcome, or the error of a card in it. Errors that end the whole
 * run are not caught.
 */
export const catchError = async <Ended>(
  { run, name }: { run: Progress; name: string },
  inside: () => Ended | Promise<Ended>,
  retry: RetryRule | null = null
): Promise<Ended | Failed> => {
  try {
    return await withGuard(run, retry, inside)
  } catch (thrown) {
    if (run.suspended !== null) throw thrown
    const fault = toFault(thrown)
    if (run.over || fault.code === 'internal' || isPastDeadline(run)) throw fault
    const error: CardError = {
      code: fault.code,
      message: fault.message,
      card: run.ended?.name ?? name,
      details: fault.details
    }
    run.ended = null
    return { kind: 'failed', error, fault }
  }
}
