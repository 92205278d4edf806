import { Fault, type Id, startKindOf } from '@hookwright/model'
import type { Registration } from './registration.ts'
import type { RegistrationContext } from './registration-context.ts'
import { replace } from './replace.ts'
import { createSeries, type SeriesProgress } from './series.ts'

/** Running flow that is registered under a former public URL of the server. */
export interface Moved {
  flowId: Id
  flowName: string | null
  /** Public URL under which it was registered. */
  from: string
  /**
   * True for an event without a registration flow, whose Event URL must be entered at the service
   * by hand.
   */
  byHand: boolean
}

/** Re-registration after a change of the public URL; it never starts automatically. */
export interface Moving {
  /** Current public URL of the server. */
  publicUrl: () => string
  /**
   * Lists the flows whose services still send to the former URL, of one owner or of all for null.
   * After a stop, the remaining ones.
   */
  moved: (ownerId: string | null) => Promise<Moved[]>
  /**
   * Registers these flows again, a few at a time for each service, except manual ones. Throws
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
