import { type Blocker, Fault, type Id, type Pending } from '@hookwright/model'
import type { Desk } from './desk.ts'
import { draftOf, neighboursOf } from './drafts.ts'
import { snapshotOf } from './freeze.ts'
import { pendingOf } from './pending.ts'
import { readinessOf } from './readiness.ts'
import { readyOrThrow } from './switch-on.ts'

/** What applying the draft of a flow that is on would mean. */
export interface ApplyPlan {
  pending: Pending
  /** What will happen, in order; why is told by `pending`. */
  sentences: string[]
  blockers: Blocker[]
}

const inPlace = [
  'The draft becomes the next revision, and events that arrive from then on run it.',
  'The Event URL stays as it is, and the service is not asked for anything.',
  'Runs that have begun end on the revision that they began with.'
]

const reRegistering = [
  'The flow is turned off, and its deregistration flow takes the subscription at the service back.',
  'It is turned on again with the draft: it gets a new Event URL, and the registration flow tells the service about it.',
  'Events that the service sends in between may be missed.',
  'If the service refuses, the flow stays off, and its switch says why.'
]

const sentencesOf = (pending: Pending): string[] => {
  switch (pending.is) {
    case 'off':
      return ['The flow is off, so nothing has to be applied: turning it on takes the draft.']
    case 'none':
      return ['Nothing has changed since the flow was turned on or changes were applied.']
    case 'in-place':
      return inPlace
    case 're-register':
      return reRegistering
  }
}

/** Says what applying the draft would mean. Throws `flow.gone`. */
export const planChanges = async (desk: Desk, flowId: Id): Promise<ApplyPlan> => {
  const flow = await draftOf(desk, flowId)
  const wanted = await desk.store.subscriptions.wantedOf(flowId)
  const pending = await pendingOf(desk, { flow, neighbours: await neighboursOf(desk, flow), wanted })
  return { pending, sentences: sentencesOf(pending), blockers: (await readinessOf(desk, flow)).blockers }
}

/**
 * Freezes the draft as the next revision of a flow that is on, in place; gives its number. Throws `flow.gone`,
 * `flow.not-on`, `flow.no-changes`, `flow.must-re-register`, `flow.not-saved`, `subscription.cannot-turn-on`.
 */
export const applyChanges = async (desk: Desk, flowId: Id): Promise<number> => {
  const { store, outside } = desk
  const flow = await draftOf(desk, flowId)
  const wanted = await store.subscriptions.wantedOf(flowId)
  const pending = await pendingOf(desk, { flow, neighbours: await neighboursOf(desk, flow), wanted })
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
  const ready = await readyOrThrow(desk, flow)
  const revision = { id: outside.newId(), flowId, createdAt: outside.clock() }
  const made =
    wanted && (await store.subscriptions.revise(wanted.id, { revision, snapshot: snapshotOf(ready) }))
  if (made === null) throw new Fault('flow.not-on')
  desk.moved(wanted?.id ?? '')
  return made.number
}
