import { Fault, type Id, type KeepingRules } from '@hookwright/model'
import type { Store, StoredCounts, StoredSize } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { RulesInForce } from '../revisions/rules-in-force.ts'
import type { ClearingProgress, RetentionClearings } from './clearings.ts'
import type { HideOpen } from './hide-open.ts'

/** Retention settings for one flow's deliveries. */
export interface RetentionOfFlow {
  saveAll: boolean
  /** Redacted paths of this flow only. */
  redaction: string[]
  /** Rules for all flows of the installation. */
  rules: KeepingRules
  kept: StoredCounts
  clearing: ClearingProgress | null
}

/** Number of flows to read at a time. */
const PAGE = 200

/** Retention of deliveries and runs. */
export interface Retention {
  rules: () => Promise<KeepingRules>
  /**
   * Sets the retention rules, also for stored data. Redaction applies to deliveries that end from now on, and
   * hides values of open deliveries.
   */
  setRules: (rules: KeepingRules) => Promise<void>
  size: () => Promise<StoredSize>
  /** Returns the retention settings of a flow. Throws `flow.gone`. */
  ofFlow: (flowId: Id) => Promise<RetentionOfFlow>
  /**
   * Sets the redacted paths of a flow for deliveries whose last run ends from now on. Values of open
   * deliveries are hidden. Throws `flow.gone`.
   */
  redactFlow: (flowId: Id, paths: string[]) => Promise<void>
  /**
   * Deletes the stored data of a flow permanently, in the background. `thenStops` also turns “Save all data”
   * off, which saves the draft. Throws `flow.gone`, `flow.stale` after a concurrent save.
   */
  clear: (flowId: Id, params: { thenStops: boolean }) => Promise<void>
  /** Deletes the stored data of all users' flows. Returns the number of flows. */
  clearAll: (params: { thenStops: boolean }) => Promise<{ flows: number }>
  /** Returns the progress of all deletions since startup. */
  clearings: () => Promise<ClearingProgress[]>
}

export const createRetention = (params: {
  store: Store
  effects: Pick<Effects, 'clock'>
  rules: RulesInForce
  hideOpen: HideOpen
  clearings: RetentionClearings
  /** Called with the id of a flow when its retention settings have changed. */
  changed: (flowId: Id) => void
}): Retention => {
  const { store, effects, rules, hideOpen, clearings, changed } = params

  const stopSaving = async (flowId: Id): Promise<void> => {
    const flow = await store.flows.find(flowId)
    if (flow === null) throw new Fault('flow.gone')
    if (!flow.saveAll) return
    const { name, description, active, doc, draftNo: baseDraft } = flow
    const save = { name, description, active, doc, saveAll: false }
    await store.flows.save(flowId, save, { baseDraft, at: effects.clock() })
    changed(flowId)
  }

  const clear: Retention['clear'] = async (flowId, { thenStops }) => {
    // First, so that nothing is kept again behind what is cleared.
    if (thenStops) await stopSaving(flowId)
    await clearings.begin(flowId)
  }

  return {
    rules: rules.get,
    setRules: async next => {
      await rules.set(next)
      if (next.redaction.length > 0) await hideOpen()
    },
    size: () => store.keeping.size(),
    ofFlow: async flowId => {
      const own = await store.keeping.ofFlow(flowId)
      if (own === null) throw new Fault('flow.gone')
      return {
        ...own,
        rules: await rules.get(),
        kept: await store.keeping.measure(flowId),
        clearing: await clearings.of(flowId)
      }
    },
    redactFlow: async (flowId, paths) => {
      await store.keeping.setRedaction(flowId, paths)
      changed(flowId)
      if (paths.length > 0) await hideOpen()
    },
    clear,
    clearAll: async params => {
      let cleared = 0
      for (let after: Id | undefined; ; ) {
        const flows = await store.flows.names({ ownerId: null, limit: PAGE, ...(after && { after }) })
        for (const { id } of flows) await clear(id, params)
        cleared += flows.length
        after = flows.at(-1)?.id
        if (flows.length < PAGE) return { flows: cleared }
      }
    },
    clearings: async () => {
      const all = await clearings.all()
      const own = await Promise.all(all.map(({ flowId }) => store.keeping.ofFlow(flowId)))
      return all.filter((_, at) => own[at] !== null)
    }
  }
}
