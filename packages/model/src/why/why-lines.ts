import type { WhyFacts } from './facts.ts'
import { type Said, type WhyLine, type WhyPlace, whyPlaces } from './line.ts'
import { sayLimits, sayRequest, sayRun } from './of-events.ts'
import { sayAside, sayServices } from './of-services.ts'
import { sayEventUrl, sayRegistration, sayState } from './of-subscription.ts'

const sayOf: Record<WhyPlace, (facts: WhyFacts) => Said> = {
  'event-url': sayEventUrl,
  registration: sayRegistration,
  request: sayRequest,
  state: sayState,
  services: sayServices,
  run: sayRun,
  'set-aside': sayAside,
  limits: sayLimits
}

/** Why a flow did not run: a line for each place that an event passes, in order. The first that is `err` is the cause. */
export const whyLines = (facts: WhyFacts): WhyLine[] => {
  const said = whyPlaces.map(place => ({ place, ...sayOf[place](facts) }))
  const cause = said.find(({ tone }) => tone === 'err')
  return said.map(line => ({ why: null, at: null, mends: [], ...line, isCause: line === cause }))
}
