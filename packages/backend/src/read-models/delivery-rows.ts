import type { Specs } from '@hookwright/engine'
import { type Delivery, type Id, isServerDelivery, type Proof, type Run, subjectOf } from '@hookwright/model'
import type { RunsOfDelivery, Store } from '@hookwright/store'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'
import { type About, createAbouts } from './about.ts'

/** Delivery in a list, with its flow, event and result. */
export interface DeliveryRow extends Delivery, Omit<About, 'proof' | 'naming'> {
  /** Subject of the event, such as a person, from the outputs of its first run; null where unknown. */
  subject: string | null
  /** First run of the delivery. */
  run: Run | null
  /** Summary of the runs of its records, if each record has a separate run. */
  records: RunsOfDelivery['records']
  replays: number
  /** Message of the failed first run, or of a failed record. Null if no run failed. */
  failure: string | null
  /** True if any run of the delivery failed or is on hold. */
  hasFailed: boolean
  /**
   * Authenticity check that the delivery passed. `none` if no signature was required, so the sender is
   * unknown. Null if the check is unknown, or for a refused delivery.
   */
  signed: Proof | null
}

/**
 * Returns true if a delivery passed the authenticity check. Filtered deliveries do not count, since most
 * handshakes among them are unsigned.
 */
const isLetIn = ({ status: { is } }: Delivery): boolean => is !== 'refused' && is !== 'filtered'

/** Run counts of a delivery whose list contains no new records. */
const noRecords = { all: 0, succeeded: 0, failed: 0, cancelled: 0, open: 0 }

/** Returns the failure message of a delivery's first run or of one of its records. Null if no run failed. */
const failureOf = async (store: Store, deliveryId: Id, came: RunsOfDelivery): Promise<string | null> => {
  if (came.run?.status.is === 'failed') return came.run.status.fault.message
  if ((came.records?.failed ?? 0) === 0) return null
  const [failed] = (await store.runs.list({ deliveryId, status: 'failed', limit: 1 })).rows
  return failed?.status.is === 'failed' ? failed.status.fault.message : null
}

/** Returns the list rows of deliveries, in the given order. */
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
