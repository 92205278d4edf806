import {
  type Attempt,
  type Healing,
  type Id,
  type Subscription,
  type SubscriptionTerms,
  startKindOf
} from '@hookwright/model'
import type { RunRow } from '@hookwright/store'
import { sealPlace } from '../kernel/seal-places.ts'
import { receivingOf } from '../revisions/receiving-of.ts'
import { ensureApiEndpoint } from '../starts/api-endpoints.ts'
import { mintSigningSecret } from '../subscription-cache/signing-secret.ts'
import { isSecretByHand } from './freeze.ts'
import type { RegistrationAct } from './registration-act.ts'
import { helperRun, type RegistrationContext } from './registration-context.ts'
import { newRow } from './rows.ts'

/** New subscription that is about to be registered. */
export interface Intent {
  /** Rows to store before any request is sent. */
  written: {
    subscription: Subscription
    tokenHash: Uint8Array
    tokenSealed: Uint8Array
    signingSecretSealed: Uint8Array
    attempt: Attempt
    run: RunRow | null
    healing?: Healing
  }
  /** Registration to run once the rows are stored. */
  act: RegistrationAct
}

/** Creates a new subscription with these terms and its own Event URL. Stores nothing yet. */
export const intend = async (
  context: RegistrationContext,
  params: { flowId: Id; terms: SubscriptionTerms; wanted: boolean; healing?: Healing }
): Promise<Intent> => {
  const { flowId, terms, wanted, healing } = params
  const { effects, settings, specs } = context
  const { snapshot } = await context.loadedRevisions.of(terms.versionId, null)
  if (startKindOf(terms) === 'endpoint') await ensureApiEndpoint(context, flowId)
  const now = effects.clock()
  const token = effects.newToken()
  const subscription: Subscription = {
    id: effects.newId(),
    flowId,
    status: { is: 'registering' },
    wanted,
    replacedBy: null,
    // A service that is polled knows no address of this server.
    terms: {
      ...terms,
      ...(!terms.polls && { publicUrl: settings.publicUrl() }),
      ...(isSecretByHand(specs, snapshot, terms) && { secretByHand: true as const })
    },
    startedAt: now,
    deadline: now + settings.registrationTime,
    since: now,
    fault: null,
    tokenTail: token.slice(-4),
    hold: null
  }
  const { registration } = terms
  const run = registration && helperRun(context, subscription, 'registration', registration.flowId)
  const attempt: Attempt = {
    id: effects.newId(),
    subscriptionId: subscription.id,
    kind: 'registration',
    outcome: 'running',
    startedAt: run?.startedAt ?? now,
    endedAt: null,
    fault: null,
    runId: run?.id ?? null
  }
  const tokenSealed = effects.sealer.seal(token, sealPlace(subscription.id, 'token'))
  const receiving = receivingOf(specs, snapshot, terms.eventFlowId)
  const signingSecretSealed = mintSigningSecret(effects, subscription.id, receiving)
  const row = { ...newRow(subscription, { tokenSealed, signingSecretSealed }), healing: healing ?? null }
  const tokenHash = effects.hashToken(token)
  return {
    written: {
      ...{ subscription, tokenHash, tokenSealed, signingSecretSealed, attempt, run },
      ...(healing !== undefined && { healing })
    },
    act: { row, attemptId: attempt.id, run, token, rows: new Map() }
  }
}
