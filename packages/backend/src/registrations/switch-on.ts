import { Fault, type Id, type Subscription } from '@hookwright/model'
import type { FlowRow } from '@hookwright/store'
import { draftOf } from '../revisions/drafts.ts'
import { snapshotOf, termsOf } from './freeze.ts'
import { intend } from './intent.ts'
import { blockersAsText, type Ready, readinessOf } from './readiness.ts'
import type { Registration } from './registration.ts'
import type { RegistrationContext } from './registration-context.ts'

/**
 * Returns all data needed to turn a flow on. Throws `flow.not-saved`, `subscription.cannot-turn-on`
 * with all blockers.
 */
export const readyOrThrow = async (context: RegistrationContext, flow: FlowRow): Promise<Ready> => {
  if (flow.name === null) throw new Fault('flow.not-saved')
  const { blockers, ready } = await readinessOf(context, flow)
  if (ready === null) throw new Fault('subscription.cannot-turn-on', { what: blockersAsText(blockers) })
  return ready
}

/**
 * Turns a user's flow on. Checks the flow, generates an Event URL and stores the intent; the registration
 * then runs in the background. Resolves once the intent is stored. Throws `flow.gone`, `flow.not-saved`,
 * `subscription.already-on`, `subscription.cannot-turn-on` with all blockers.
 */
export const switchOn = async (
  context: RegistrationContext,
  registration: Registration,
  flowId: Id
): Promise<Subscription> => {
  const { store, effects } = context
  const flow = await draftOf(context, flowId)
  if (flow.name === null) throw new Fault('flow.not-saved')
  if ((await store.subscriptions.wantedOf(flowId)) !== null) throw new Fault('subscription.already-on')
  const ready = await readyOrThrow(context, flow)
  const revision = { id: effects.newId(), flowId, createdAt: effects.clock() }
  const terms = { ...termsOf(context, ready), revisionId: revision.id }
  const { written, act } = await intend(context, { flowId, terms, wanted: true })
  await store.subscriptions.begin({ ...written, revision, snapshot: snapshotOf(ready) })
  effects.passing('registration-intended')
  registration.begin(act)
  return written.subscription
}
