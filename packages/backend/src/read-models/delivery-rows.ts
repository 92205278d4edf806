import type { Specs } from '@hookwright/engine'
import { type Delivery, type Id, isServerDelivery, type Proof, type Run, subjectOf } from '@hookwright/model'
import type { RunsOfDelivery, Store } from '@hookwright/store'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'
import { type About, createAbouts } from './about.ts'

/** Delivery in a list: its flow and event, and its result. */
export interface DeliveryRow extends Delivery, Omit<About, 'proof' | 'naming'> {
  /** Subject of the event, such as a person, from the outputs of its first run; null where unknown. */
  subject: string | null
  /** First run of the delivery. */
  run: Run | null
  /** Runs of its records, where each record has its own run. */
  records: RunsOfDelivery['records']
  replays: number
  /** Message of a failed run: of its first run, otherwise of one of its records; null where none failed. */
  failure: string | null
  /** True when any of its runs failed or is on hold. */
  hasFailed: boolean
  /**
   * Authenticity check that passed when it was accepted. `none` when no signature was required, so
   * that the sender is unknown. Null where unknown, or for a refused delivery.
   */
  signed: Proof | null
}

/**
 * Returns true for a delivery that passed the authenticity check. Handshakes are filtered, too, and
 * most are unsigned.
 */
const isLetIn = ({ status: { is } }: Delivery): boolean => is !== 'refused' && is !== 'filtered'

/** Result of a list without records, or without new ones. */
const noRecords = { all: 0, succeeded: 0, failed: 0, cancelled: 0, open: 0 }

/** Returns the message with which the first run of a delivery failed, or one of its records. */
const failureOf = async (store: Store, deliveryId: Id, came: RunsOfDelivery): Promise<string | null> => {
  if (came.run?.status.is === 'failed') return came.run.status.fault.message
  if ((came.records?.failed ?? 0) === 0) return null
  const [failed] = (await store.runs.list({ deliveryId, status: 'failed', limit: 1 })).rows
  return failed?.status.is === 'failed' ? failed.status.fault.message : null
}

/** Returns deliveries for lists, in the given order. */
export const deliveryRowsOf = async (
  params: { store: Store; specs: Specs; loadedRevisions: LoadedRevisions },
  deliveries: Delivery[]
): Promise<DeliveryRow[]> => {
  const abouts = createAbouts(params)
  const runs = await params.store.runs.ofDeliveries(deliveries.map(({ id }) => id))
  const outputs = await params.store.runs.startOutputs([...runs.values()].flatMap(({ run }) => run?.id ?? []))
  const none: RunsOfDelivery = { run: null, records: null, replays: 0, hasFailed: false }
  const unknown = (id: Id): About => ({
    flowId: id,
    flowName: null,
    event: null,
    proof: null,
    spreads: false,
    naming: []
  })
  return Promise.all(
    deliveries.map(async delivery => {
      const { subscriptionId } = delivery
      const { proof, naming, ...about } =
        (await abouts.ofSubscription(subscriptionId)) ?? unknown(subscriptionId)
      const came = runs.get(delivery.id) ?? none
      const hasRun = about.spreads && came.run?.status.is === 'succeeded'
      return {
        ...delivery,
        ...about,
        ...came,
        failure: await failureOf(params.store, delivery.id, came),
        subject: subjectOf(naming, outputs.get(came.run?.id ?? '') ?? {}),
        records: came.records ?? (hasRun ? noRecords : null),
        signed: isLetIn(delivery) && !isServerDelivery(delivery.method) ? proof : null
      }
    })
  )
}
