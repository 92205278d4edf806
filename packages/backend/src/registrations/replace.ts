import { Fault, type Healing, type Id, type Subscription, type SubscriptionTerms } from '@hookwright/model'
import type { SubscriptionRow, SubscriptionStore } from '@hookwright/store'
import { draftOf } from '../revisions/drafts.ts'
import { snapshotOf, termsOf } from './freeze.ts'
import { intend } from './intent.ts'
import type { Registration } from './registration.ts'
import type { RegistrationContext } from './registration-context.ts'
import { readyOrThrow } from './switch-on.ts'

/** Terms of a subscription, with the frozen revision to which they belong. */
interface FrozenTerms {
  terms: SubscriptionTerms
  frozen: Frozen
}

/**
 * Terms for a successor. `drafted` takes them from the draft, which is frozen as the next revision. `kept`
 * repeats the current terms; an object contains the terms to use.
 */
export type SuccessorTerms = 'drafted' | 'kept' | FrozenTerms

type Frozen = Parameters<SubscriptionStore['beginSuccessor']>[0]['frozen']

const draftedTerms = async (context: RegistrationContext, flowId: Id): Promise<FrozenTerms> => {
  const ready = await readyOrThrow(context, await draftOf(context, flowId))
  const revision = { id: context.effects.newId(), flowId, createdAt: context.effects.clock() }
  return {
    terms: { ...termsOf(context, ready), revisionId: revision.id },
    frozen: { revision, snapshot: snapshotOf(ready) }
  }
}

const successorTermsOf = async (
  context: RegistrationContext,
  wanted: SubscriptionRow,
  on: SuccessorTerms
): Promise<FrozenTerms> => {
  if (on === 'kept') return { terms: wanted.terms, frozen: null }
  return on === 'drafted' ? draftedTerms(context, wanted.flowId) : on
}

/**
 * Begins to replace the wanted subscription of a flow without interruption. The successor is registered with
 * its own Event URL while the old subscription stays on. Once the successor is on, it becomes the wanted one;
 * the old one accepts events for a while and is then deregistered. If the successor fails, the old one stays
 * on. Resolves with the successor once the intent is stored; `registration.settled` resolves at its end.
 * Throws `flow.not-on`, `subscription.registering`, `subscription.replacing`, and for drafted terms the
 * faults of `switchOn`.
 */
export const replace = async (
  context: RegistrationContext,
  registration: Registration,
  flowId: Id,
  on: SuccessorTerms,
  healing?: Healing
): Promise<Subscription> => {
  const { store, effects } = context
  const wanted = await store.subscriptions.wantedOf(flowId)
  if (wanted === null) throw new Fault('flow.not-on')
  if (wanted.status.is === 'registering') throw new Fault('subscription.registering')
  const { terms, frozen } = await successorTermsOf(context, wanted, on)
  const { written, act } = await intend(context, {
    flowId,
    terms,
    wanted: false,
    ...(healing && { healing })
  })
  await store.subscriptions.beginSuccessor({ ...written, frozen })
  effects.passing('registration-intended')
  registration.begin(act)
  return written.subscription
}
