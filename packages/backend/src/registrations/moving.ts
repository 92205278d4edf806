import { Fault, type Id, startKindOf } from '@hookwright/model'
import type { Registration } from './registration.ts'
import type { RegistrationContext } from './registration-context.ts'
import { replace } from './replace.ts'
import { createSeries, type SeriesProgress } from './series.ts'

/** Running flow that is registered under a former public URL of the server. */
export interface Moved {
  flowId: Id
  flowName: string | null
  /** Former public URL that the flow is registered under. */
  from: string
  /** True if the event has no registration flow, so a person must enter the Event URL at the service. */
  byHand: boolean
}

/** Re-registration of flows after a change of the public URL. It never starts automatically. */
export interface Moving {
  /** Current public URL of the server. */
  publicUrl: () => string
  /**
   * Lists flows whose services still send to the former URL. `null` lists the flows of all owners. If a
   * re-registration was stopped midway, only the flows that it did not reach are listed.
   */
  moved: (ownerId: string | null) => Promise<Moved[]>
  /**
   * Registers these flows again, a few at a time per service. Skips flows with a manual Event URL. Throws
   * `moving.busy`.
   */
  begin: (flowIds: Id[]) => Promise<void>
  progress: () => Promise<SeriesProgress | null>
  stop: () => Promise<void>
}

export const createMoving = (context: RegistrationContext, registration: Registration): Moving => {
  const { store, settings } = context
  const series = createSeries(context, registration, 'moving')

  const moved = async (ownerId: string | null): Promise<Moved[]> =>
    (await store.subscriptions.movedFrom(settings.publicUrl(), ownerId))
      // Nobody calls the address of other starts, such as a schedule.
      .filter(use => ['event', 'endpoint'].includes(startKindOf(use)))
      .map(({ flowId, flowName, from, byHand }) => ({ flowId, flowName, from, byHand }))

  return {
    publicUrl: settings.publicUrl,
    moved,
    begin: async flowIds => {
      const chosen = new Set(flowIds)
      const all = await store.subscriptions.movedFrom(settings.publicUrl(), null)
      const steps = all.filter(({ flowId, byHand }) => chosen.has(flowId) && !byHand)
      const begun = await series.begin(
        steps.map(({ flowId, flowName, connectorId }) => ({
          flowId,
          flowName,
          connectorId,
          begin: () => replace(context, registration, flowId, 'kept')
        }))
      )
      if (!begun) throw new Fault('moving.busy')
    },
    progress: async () => (await series.progress())?.progress ?? null,
    stop: series.stop
  }
}
