import { checkLimits, checkRequest, checkRun } from './event-checks.ts'
import type { WhyFacts } from './facts.ts'
import { checkPolling } from './polling-checks.ts'
import { checkServices, checkSuspended } from './service-checks.ts'
import { checkEventUrl, checkRegistration, checkState } from './subscription-checks.ts'
import { type CheckResult, type WhyCheck, type WhyPlace, whyPlaces } from './why-check.ts'

const checks: Record<WhyPlace, (facts: WhyFacts) => CheckResult> = {
  'event-url': checkEventUrl,
  registration: checkRegistration,
  polling: checkPolling,
  request: checkRequest,
  state: checkState,
  services: checkServices,
  run: checkRun,
  suspended: checkSuspended,
  limits: checkLimits
}

/** Checks why a flow did not run. Returns one check per stage, in order; the first `err` is the cause. */
export const whyChecks = (facts: WhyFacts): WhyCheck[] => {
  const places = whyPlaces.filter(place => place !== 'polling' || facts.start === 'poll')
  const said = places.map(place => ({ place, ...checks[place](facts) }))
  const cause = said.find(({ tone }) => tone === 'err')
  return said.map(line => ({ why: null, at: null, fixes: [], ...line, isCause: line === cause }))
}
