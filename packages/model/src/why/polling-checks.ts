import { isPollBlocked, isPollOnHold } from '../schedules/polling.ts'
import type { WhyFacts } from './facts.ts'
import { type CheckResult, isTaking, type WhyFix } from './why-check.ts'

/** Checks that the service is polled and that the polls succeed. */
export const checkPolling = (facts: WhyFacts): CheckResult => {
  const { polling } = facts
  if (polling === null || !isTaking(facts))
    return { tone: 'none', what: 'The service is not polled because the flow is off.' }
  const { failure, polledAt: at } = polling
  if (failure !== null) {
    const { fault, since } = failure
    const fixes: WhyFix[] = [{ do: 'open-run', runId: failure.runId }]
    const why = fault.message
    if (isPollOnHold(failure))
      return {
        tone: 'err',
        what: 'Polling is on hold until the connection works again.',
        why,
        at: since,
        fixes
      }
    if (isPollBlocked(failure))
      return {
        tone: 'err',
        what: 'The last poll was not sent because requests to the service are blocked.',
        why,
        at: since,
        fixes
      }
    const what = failure.count === 1 ? 'The last poll failed.' : `The last ${failure.count} polls failed.`
    return { tone: 'err', what: `${what} The cursor was not changed.`, why, at: since, fixes }
  }
  if (at === null) return { tone: 'warn', what: 'The service has not been polled yet.' }
  return { tone: 'ok', what: 'The last poll succeeded.', at }
}
