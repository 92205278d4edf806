import type { Specs } from '@hookwright/engine'
import {
  type CleanupEntry,
  type FaultData,
  type Id,
  isJsonObject,
  type Millis,
  type RunKind,
  type Subscription
} from '@hookwright/model'
import type { RunRow, Store, SubscriptionRow } from '@hookwright/store'
import type { Breakers } from '../breakers/breakers.ts'
import type { Connections } from '../connectors/connections.ts'
import type { Effects, Settings } from '../kernel/effects.ts'
import { beginRun } from '../kernel/keep-run.ts'
import type { ProcessCalls } from '../kernel/process-calls.ts'
import { sealPlace } from '../kernel/seal-places.ts'
import type { Traces } from '../kernel/traces.ts'
import type { TurnQueue } from '../kernel/turn-queue.ts'
import type { LoadedRevision, LoadedRevisions } from '../revisions/loaded-revisions.ts'
import type { Holds } from './holds.ts'

/** Shared dependencies of operations on subscriptions. */
export interface RegistrationContext {
  store: Store
  specs: Specs
  effects: Effects
  settings: Settings
  connections: Connections
  loadedRevisions: LoadedRevisions
  breakers: Breakers
  traces: Traces
  calls: ProcessCalls
  turns: TurnQueue
  holds: Holds
  /**
   * Returns true while this process does the work that only one process does: renewals, comparisons, cleanup.
   */
  isOnDuty: () => boolean
  /** Called when the status of a subscription has changed. */
  moved: (subscriptionId: Id) => void
}

/**
 * Counts the requests of a helper flow in the service's breakers. Open breakers do not block the flow, since
 * a person waits for it.
 */
export const throughBreakers = (
  { breakers }: RegistrationContext,
  { version, snapshot }: LoadedRevision,
  connectionId: Id | null
) =>
  breakers.through({
    connectorId: version.connectorId,
    connectionId,
    service: snapshot.name,
    isHeld: false
  })

/** Opens the sealed Registration Data of a subscription. Returns `null` if there is none. */
export const openRegistrationData = (
  context: Pick<RegistrationContext, 'effects'>,
  row: SubscriptionRow
): Record<string, unknown> | null => {
  if (row.registrationData === null) return null
  const data: unknown = JSON.parse(
    context.effects.sealer.open(row.registrationData, sealPlace(row.id, 'registration-data'))
  )
  return isJsonObject(data) ? data : null
}

/** Creates the run of a helper flow. The caller must store it together with its attempt. */
export const helperRun = (
  context: RegistrationContext,
  subscription: Subscription,
  kind: RunKind,
  flowId: Id
): RunRow =>
  beginRun({
    id: context.effects.newId(),
    kind,
    flowId,
    subscriptionId: subscription.id,
    startedAt: context.effects.clock()
  })

/** Returns an open cleanup entry for a possible leftover at the service. */
export const openEntry = (
  context: RegistrationContext,
  subscription: Subscription,
  why: FaultData,
  at: Millis
): CleanupEntry => ({
  id: context.effects.newId(),
  subscriptionId: subscription.id,
  flowId: subscription.flowId,
  status: { is: 'open' },
  why,
  openedAt: at,
  tries: 0,
  nextAt: null
})

/** Converts a duration into seconds, for messages. */
export const secondsOf = (time: Millis): number => Math.round(time / 1000)
