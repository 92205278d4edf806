import { Fault, type FaultData, type HelperTerms, type Id } from '@hookwright/model'
import { type HelperSource, runHelper } from '../execution/helper-source.ts'
import { registrationsIn } from './listing.ts'
import { type RegistrationContext, secondsOf } from './registration-context.ts'

/** Result of searching for a registration at the service. */
export type FoundAtService =
  | { is: 'found'; data: Record<string, unknown> | null }
  | { is: 'not-listed' }
  | { is: 'failed'; fault: FaultData }

/** Searches the service's list for the registration of an Event URL. Never throws. */
export const findAtService = async (
  context: RegistrationContext,
  params: {
    source: () => Promise<HelperSource>
    listing: HelperTerms
    connectionId: Id | null
    eventUrl: string
  }
): Promise<FoundAtService> => {
  const { effects, settings, traces } = context
  const { source, listing, connectionId, eventUrl } = params
  const limit = new AbortController()
  const late = new Fault('reconciliation.timed-out', { seconds: secondsOf(settings.registrationTime) })
  const stop = effects.after(settings.registrationTime, () => limit.abort(late))
  const runId = effects.newId()
  const { outcome, secrets } = await runHelper(context, {
    source,
    flowId: listing.flowId,
    connectionId,
    start: { eventUrl, ...listing.inputs },
    runId,
    signal: limit.signal,
    trace: traces.begin(runId, listing.flowId)
  })
  stop()
  traces.end(runId)
  if (outcome.status.is === 'failed') {
    return { is: 'failed', fault: effects.scrubber([...secrets, eventUrl])(outcome.status.fault) }
  }
  const listed = registrationsIn(outcome.result).find(one => one.eventUrl === eventUrl)
  return listed === undefined ? { is: 'not-listed' } : { is: 'found', data: listed.registrationData }
}
