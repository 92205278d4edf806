import { type Attempt, Fault, type Id, type Subscription } from '@hookwright/model'
import type { FlowRow } from '@hookwright/store'
import { receivingOf } from '../receiving/receiving-of.ts'
import { mintSigningSecret } from '../receiving/signing-secret.ts'
import { type Desk, helperRun, sealPlace } from './desk.ts'
import { draftOf } from './drafts.ts'
import { snapshotOf, termsOf } from './freeze.ts'
import { blockersAsText, type Ready, readinessOf } from './readiness.ts'
import type { Registration } from './registration.ts'
import { newRow } from './rows.ts'

/** What turning on needs. Throws `flow.not-saved`, `subscription.cannot-turn-on` with all that stands in the way. */
export const readyOrThrow = async (desk: Desk, flow: FlowRow): Promise<Ready> => {
  if (flow.name === null) throw new Fault('flow.not-saved')
  const { blockers, ready } = await readinessOf(desk, flow)
  if (ready === null) throw new Fault('subscription.cannot-turn-on', { what: blockersAsText(blockers) })
  return ready
}

/**
 * Turns a user's flow on: checks it, mints an Event URL, writes the intent down, then registers in the background.
 * Resolves when the intent is durable. Throws `flow.gone`, `flow.not-saved`, `subscription.already-on`,
 * `subscription.cannot-turn-on` with all that stands in the way.
 */
export const switchOn = async (desk: Desk, registration: Registration, flowId: Id): Promise<Subscription> => {
  const { store, outside, settings } = desk
  const flow = await draftOf(desk, flowId)
  if (flow.name === null) throw new Fault('flow.not-saved')
  if ((await store.subscriptions.wantedOf(flowId)) !== null) throw new Fault('subscription.already-on')
  const ready = await readyOrThrow(desk, flow)
  const terms = termsOf(desk, ready)
  const now = outside.clock()
  const token = outside.newToken()
  const id = outside.newId()
  const revisionId = outside.newId()
  const subscription: Subscription = {
    id,
    flowId,
    status: { is: 'registering' },
    wanted: true,
    replacedBy: null,
    terms: { ...terms, revisionId },
    startedAt: now,
    deadline: now + settings.registrationTime,
    since: now,
    fault: null,
    tokenTail: token.slice(-4)
  }
  const run =
    terms.registration === null
      ? null
      : helperRun(desk, subscription, 'registration', terms.registration.flowId)
  const attempt: Attempt = {
    id: outside.newId(),
    subscriptionId: id,
    kind: 'registration',
    outcome: 'running',
    startedAt: now,
    endedAt: null,
    fault: null,
    runId: run?.id ?? null
  }
  const tokenSealed = outside.sealer.seal(token, sealPlace(id, 'token'))
  const receiving = receivingOf(desk.specs, ready.version.snapshot, terms.eventFlowId)
  const signingSecretSealed = mintSigningSecret(outside, id, receiving)
  await store.subscriptions.begin({
    revision: { id: revisionId, flowId, createdAt: now },
    snapshot: snapshotOf(ready),
    subscription,
    tokenHash: outside.hashToken(token),
    tokenSealed,
    signingSecretSealed,
    attempt,
    run
  })
  outside.passing('registration-intended')
  const row = newRow(subscription, { tokenSealed, signingSecretSealed })
  registration.begin({ row, attemptId: attempt.id, run, token, rows: new Map() })
  return subscription
}
