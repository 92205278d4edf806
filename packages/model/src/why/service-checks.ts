import { formatBreakerReason } from '../connectors/breaker.ts'
import type { WhyFacts } from './facts.ts'
import { type CheckResult, isTaking, type WhyFix } from './why-check.ts'

/** Checks for open circuit breakers of services that the flow calls. */
export const checkServices = (facts: WhyFacts): CheckResult => {
  const [held, ...others] = facts.openBreakers
  if (held === undefined) return { tone: 'ok', what: 'No service that the flow calls is blocked.' }
  const { connectorId, connectionId, host } = held
  const more =
    others.length === 0
      ? ''
      : ` ${others.length} more ${others.length === 1 ? 'service is' : 'services are'} blocked.`
  return {
    tone: isTaking(facts) ? 'err' : 'warn',
    what: `Requests to ${held.connectorName} at ${host} are blocked because ${formatBreakerReason(held.why)}.${more}`,
    why: 'Runs that need this service wait without using up attempts. They continue automatically as soon as a trial request succeeds.',
    at: held.since,
    fixes: [{ do: 'probe-service', of: { connectorId, connectionId, host } }]
  }
}

/** Formats a number of runs with a verb in the singular or plural: “1 run waits”, “3 runs wait”. */
const formatRuns = (count: number, [one, several]: [string, string]): string =>
  count === 1 ? `1 run ${one}` : `${count} runs ${several}`

/** Checks for runs that are on hold or waiting. */
export const checkSuspended = ({ suspended, subscription }: WhyFacts): CheckResult => {
  const { onHold, held, waiting } = suspended
  const wait = held + waiting
  const fixes: WhyFix[] = wait === 0 ? [] : [{ do: 'open-waiting' }]
  if (onHold > 0) {
    const that = formatRuns(onHold, ['is on hold and needs', 'are on hold and need'])
    const others = wait === 0 ? '' : `; ${wait} more ${wait === 1 ? 'waits' : 'wait'}`
    return {
      tone: 'warn',
      what: `${that} a decision${others}.`,
      why: 'Open a run to see the reason, then continue or cancel it.',
      fixes: [{ do: 'open-on-hold' }, ...fixes]
    }
  }
  if (wait === 0) return { tone: 'ok', what: 'No run is waiting or on hold.' }
  if (subscription?.status.is === 'paused') {
    return {
      tone: 'warn',
      what: `${formatRuns(wait, ['waits', 'wait'])} until the flow ${subscription.hold === null ? 'is resumed' : 'is no longer on hold'}.`,
      fixes
    }
  }
  if (held > 0) {
    const what = `${formatRuns(held, ['waits', 'wait'])} for a blocked service.`
    return { tone: 'warn', what, fixes }
  }
  const that = formatRuns(wait, [
    'is waiting and continues automatically',
    'are waiting and continue automatically'
  ])
  return { tone: 'ok', what: `${that}.`, fixes }
}
