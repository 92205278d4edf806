import { type Blocker, Fault, type Id, isEnteredByHand, type Millis, type Pending } from '@hookwright/model'
import { draftOf } from '../revisions/drafts.ts'
import { hasNoRegistration, isSecretByHand, snapshotOf, termsInPlace, termsOf } from './freeze.ts'
import { pendingOf } from './pending.ts'
import { readinessOf } from './readiness.ts'
import { type RegistrationContext, secondsOf } from './registration-context.ts'
import { overlapOf } from './registration-endings.ts'
import { readyOrThrow } from './switch-on.ts'

/** Consequences of applying the draft of a running flow. */
export interface ApplyPlan {
  pending: Pending
  /** Planned steps as sentences, in order. The reasons are in `pending`. */
  sentences: string[]
  blockers: Blocker[]
}

const inPlacePolled = [
  'The draft becomes the next revision and runs for all new records.',
  'Polling continues from the stored cursor. If the connection has changed, polling starts over with a first poll.',
  'Runs that have already started finish with the previous revision.'
]

const inPlace = [
  'The draft becomes the next revision and runs for all new events.',
  'The Event URL stays the same, and no request is sent to the service.',
  'Runs that have already started finish with the previous revision.'
]

/** Facts about a re-registration, such as how long the old Event URL still accepts events. */
interface ReregistrationFacts {
  isPaused: boolean
  overlap: Millis
  /**
   * Values that a person must enter at the service. `null` if a flow registers them, or if nothing is
   * registered.
   */
  byHand: 'url' | 'url and secret' | null
  /** True if the deregistration flow runs for the current registration. */
  deregisters: boolean
}

/** Formats the steps of a re-registration as sentences, in order: “The draft gets a new Event URL, …”. */
const reRegistering = ({ isPaused, overlap, byHand, deregisters }: ReregistrationFacts): string[] => [
  byHand === null
    ? `The draft gets a new Event URL, and the registration flow registers it at the service. The flow stays ${isPaused ? 'paused' : 'on'} in the meantime.`
    : byHand === 'url'
      ? 'The draft gets a new Event URL. There is no registration flow, so enter the URL at the service yourself; events sent to the old URL are then refused.'
      : 'The draft gets a new Event URL and a new Signing Secret. There is no registration flow, so enter both at the service yourself; events sent to the old URL are then refused.',
  ...(byHand !== null
    ? []
    : [
        isPaused
          ? 'Once the new Event URL is registered, events sent to it are stored, and the draft runs them when the flow is resumed.'
          : 'Once the new Event URL is registered, the draft runs the events sent to it.'
      ]),
  overlap > 0
    ? `The old Event URL stays active for ${secondsOf(overlap)} more seconds. An event sent to both URLs runs once.`
    : 'The event has no delivery id, so an event sent to both Event URLs during the change runs twice.',
  ...(deregisters ? ['Then the deregistration flow removes the old subscription at the service.'] : []),
  ...(byHand === null
    ? [`If the service refuses, the flow stays ${isPaused ? 'paused' : 'on'} with its current registration.`]
    : [])
]

const sentencesOf = (pending: Pending, beside: ReregistrationFacts, isPolled: boolean): string[] => {
  switch (pending.is) {
    case 'off':
      return ['The flow is off: turn it on to run the draft.']
    case 'none':
      return ['There are no changes since the flow was turned on or changes were applied.']
    case 'in-place':
      return isPolled ? inPlacePolled : inPlace
    case 're-register':
      return reRegistering(beside)
  }
}

/** Returns the consequences of applying the draft. Throws `flow.gone`. */
export const planChanges = async (context: RegistrationContext, flowId: Id): Promise<ApplyPlan> => {
  const flow = await draftOf(context, flowId)
  const wanted = await context.store.subscriptions.wantedOf(flowId)
  const pending = await pendingOf(context, { flow, wanted })
  const { ready, blockers } = await readinessOf(context, flow)
  const next = ready && termsOf(context, ready)
  const isByHand = next !== null && isEnteredByHand(next)
  const hasSecret =
    isByHand && ready !== null && isSecretByHand(context.specs, ready.loadedRevision.snapshot, next)
  const overlap = wanted === null ? 0 : await overlapOf(context, wanted.terms)
  return {
    pending,
    sentences: sentencesOf(
      pending,
      {
        isPaused: wanted?.status.is === 'paused',
        overlap,
        byHand: isByHand ? (hasSecret ? 'url and secret' : 'url') : null,
        deregisters: wanted !== null && wanted.terms.deregistration !== null
      },
      wanted?.terms.polls === true
    ),
    blockers
  }
}

/**
 * Freezes the draft as the next revision of a running flow without registering again. Returns the revision
 * number. Throws `flow.gone`, `flow.not-on`, `flow.no-changes`, `flow.must-re-register`, `flow.not-saved`,
 * `subscription.cannot-turn-on`.
 */
export const applyChanges = async (context: RegistrationContext, flowId: Id): Promise<number> => {
  const { store, effects } = context
  const flow = await draftOf(context, flowId)
  const wanted = await store.subscriptions.wantedOf(flowId)
  const pending = await pendingOf(context, { flow, wanted })
  switch (pending.is) {
    case 'off':
      throw new Fault('flow.not-on')
    case 'none':
      throw new Fault('flow.no-changes')
    case 're-register':
      throw new Fault('flow.must-re-register', {
        what: pending.because.map(({ sentence }) => sentence).join(' ')
      })
    case 'in-place':
      break
  }
  const ready = await readyOrThrow(context, flow)
  const revision = { id: effects.newId(), flowId, createdAt: effects.clock() }
  const made =
    wanted &&
    (await store.subscriptions.revise(wanted.id, {
      revision,
      snapshot: snapshotOf(ready),
      ...(hasNoRegistration(wanted.terms) && {
        terms: termsInPlace({ ...termsOf(context, ready), revisionId: revision.id }, wanted.terms)
      })
    }))
  if (made === null) throw new Fault('flow.not-on')
  context.moved(wanted?.id ?? '')
  await context.holds.follow([flowId])
  return made.number
}
