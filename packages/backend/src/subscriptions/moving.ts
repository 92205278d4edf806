import { Fault, type Id } from '@hookwright/model'
import type { Desk } from './desk.ts'
import type { Registration } from './registration.ts'
import { replace } from './replace.ts'
import { createSeries, type SeriesProgress } from './series.ts'

/** A flow that is on, registered at an address that is not the server's any more. */
export interface Moved {
  flowId: Id
  flowName: string | null
  /** The public URL under which it was registered. */
  from: string
  /** True for an event without a registration flow: its Event URL has to be given to the service by hand. */
  byHand: boolean
}

/** Following a public URL that has changed: nothing of it happens by itself. */
export interface Moving {
  /** Where the server is reached now. */
  publicUrl: () => string
  /** Flows that services still send to the former address for; after a stop, those that are left. */
  moved: () => Promise<Moved[]>
  /** Registers these anew, one after the other, but for those by hand. Throws `moving.busy`. */
  begin: (flowIds: Id[]) => Promise<void>
  progress: () => SeriesProgress | null
  stop: () => Promise<void>
}

export const createMoving = (desk: Desk, registration: Registration): Moving => {
  const { store, settings } = desk
  const series = createSeries(desk, registration)

  const moved = async (): Promise<Moved[]> => {
    const now = settings.publicUrl()
    const on = (await store.subscriptions.known()).filter(
      ({ wanted, status, terms }) =>
        wanted && (status.is === 'on' || status.is === 'paused') && (terms.publicUrl ?? now) !== now
    )
    return Promise.all(
      on.map(async ({ flowId, terms }) => ({
        flowId,
        flowName: (await store.flows.ownerOf(flowId))?.name ?? null,
        from: terms.publicUrl ?? now,
        byHand: terms.registration === null
      }))
    )
  }

  return {
    publicUrl: settings.publicUrl,
    moved,
    begin: async flowIds => {
      const steps = (await moved()).filter(({ flowId, byHand }) => flowIds.includes(flowId) && !byHand)
      const begun = series.begin(
        steps.map(({ flowId, flowName }) => ({
          flowId,
          flowName,
          begin: () => replace(desk, registration, flowId, 'kept')
        }))
      )
      if (!begun) throw new Fault('moving.busy')
    },
    progress: series.progress,
    stop: series.stop
  }
}
