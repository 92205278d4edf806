import { sayBreakerWhy } from '../connectors/breaker.ts'
import type { WhyFacts } from './facts.ts'
import { type CheckResult, isTaking, type WhyFix } from './why-check.ts'

/** Checks that the services its runs call have no open circuit breaker. */
export const checkServices = (facts: WhyFacts): CheckResult => {
  const [held, ...others] = facts.openBreakers
  if (held === undefined) return { tone: 'ok', what: 'No service that it calls is held back.' }
  const { connectorId, connectionId, host } = held
  const more = others.length === 0 ? '' : ` So it is with ${others.length} more.`
  return {
    tone: isTaking(facts) ? 'err' : 'warn',
    what: `${held.connectorName} at ${host} is not called for now, since ${sayBreakerWhy(held.why)}.${more}`,
    why: 'Runs that need it wait, and use up no tries. A call is let through from time to time; once one is answered, they go on by themselves.',
    at: held.since,
    fixes: [{ do: 'probe-service', of: { connectorId, connectionId, host } }]
  }
}

/** The same of one run as of several. */
const runsThat = (count: number, [one, several]: [string, string]): string =>
  count === 1 ? `There is one run that ${one}` : `There are ${count} runs that ${several}`

/** Checks for started runs that are on hold or waiting. */
export const checkSuspended = ({ suspended, subscription }: WhyFacts): CheckResult => {
  const { onHold, held, waiting } = suspended
  const wait = held + waiting
  const fixes: WhyFix[] = wait === 0 ? [] : [{ do: 'open-waiting' }]
  if (onHold > 0) {
    const that = runsThat(onHold, ['is on hold and does', 'are on hold and do'])
    const others = wait === 0 ? '' : `; ${wait} more ${wait === 1 ? 'waits' : 'wait'}`
    return {
      tone: 'warn',
      what: `${that} not go on without somebody${others}.`,
      why: 'Open one to see why; then let it go on, or close it.',
      fixes: [{ do: 'open-on-hold' }, ...fixes]
    }
  }
  if (wait === 0) return { tone: 'ok', what: 'No run of it waits or is on hold.' }
  if (subscription?.status.is === 'paused') {
    return { tone: 'warn', what: `${runsThat(wait, ['waits', 'wait'])} until the flow goes on.`, fixes }
  }
  if (held > 0) {
    const what = `${runsThat(held, ['waits', 'wait'])} until a service may be called again.`
    return { tone: 'warn', what, fixes }
  }
  const that = runsThat(wait, ['waits and goes on by itself', 'wait and go on by themselves'])
  return { tone: 'ok', what: `${that}.`, fixes }
}
