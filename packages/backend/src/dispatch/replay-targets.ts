import type { EventUse, Specs } from '@hookwright/engine'
import {
  Fault,
  type Id,
  type ReplayFlow,
  type RevisionSnapshot,
  type Run,
  shownFlowName
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Connections } from '../connectors/connections.ts'
import type { Effects } from '../kernel/effects.ts'
import { snapshotOf } from '../registrations/freeze.ts'
import { blockersAsText, readinessOf } from '../registrations/readiness.ts'
import { draftOf } from '../revisions/drafts.ts'
import type { LoadedRevision, LoadedRevisions } from '../revisions/loaded-revisions.ts'
import { spreadsRecords, startOfRevision } from '../revisions/start-of-revision.ts'
import type { CachedSubscription } from '../subscription-cache/subscription-cache.ts'

/** Flow and revision that a replay would run. */
export interface ReplayTarget {
  /** Name of the revision and version, for messages. */
  says: string
  /** Returns the id of the revision to run. Stores a draft as a revision first. */
  revisionId: () => Promise<Id>
}

interface Found {
  /** Name of the revision; null for the current draft. */
  name: string | null
  use: EventUse
  revision: RevisionSnapshot
  /** Connector version of the flow's event, loaded. */
  loadedRevision: LoadedRevision
  revisionId: () => Promise<Id>
}

const cannot = (why: string): Fault => new Fault('delivery.cannot-replay', { why })

/**
 * Names of the versions of a flow that a replay can run, for messages: “the original version”, “the draft”.
 */
const named: Record<ReplayFlow, string> = {
  pinned: 'the original version',
  newest: 'the current version',
  draft: 'the draft'
}

/** Creates the lookup for the revision that a replay would run. */
export const createReplayTargets = (params: {
  store: Store
  specs: Specs
  effects: Pick<Effects, 'clock' | 'newId'>
  loadedRevisions: LoadedRevisions
  connections: Connections
}) => {
  const { store, specs, effects, loadedRevisions } = params

  const foundRevision = async (revisionId: Id | null, on: 'pinned' | 'newest'): Promise<Found> => {
    const found = revisionId === null ? null : await startOfRevision(params, revisionId)
    const use = found?.spec.listens(found.start.config)
    const loadedRevision = use && (await loadedRevisions.of(use.versionId, revisionId).catch(() => null))
    if (found === null || revisionId === null || !use || !loadedRevision) {
      throw cannot(`${named[on]} was deleted`)
    }
    const { number } = found.revision
    return {
      name: number === 0 ? 'the draft of that time' : `revision ${number}`,
      use,
      revision: found.snapshot,
      loadedRevision,
      revisionId: async () => revisionId
    }
  }

  const foundDraft = async (flowId: Id): Promise<Found> => {
    const flow = await draftOf(params, flowId)
    const { ready, blockers } = await readinessOf(params, flow)
    if (ready === null) {
      const what = blockersAsText(blockers)
      throw new Fault('replay.draft-unready', { flow: shownFlowName(flow.name), what })
    }
    const revision = snapshotOf(ready)
    return {
      name: null,
      use: ready.use,
      revision,
      loadedRevision: ready.loadedRevision,
      revisionId: () =>
        store.subscriptions.keepDraft({
          revision: { id: effects.newId(), flowId, createdAt: effects.clock() },
          snapshot: revision
        })
    }
  }

  const newestOf = async ({ flowId, terms }: CachedSubscription): Promise<Id> =>
    ((await store.subscriptions.wantedOf(flowId)) ?? (await store.subscriptions.currentOf(flowId)))?.terms
      .revisionId ?? terms.revisionId

  return {
    /**
     * Finds the revision for a replay of a delivery or of one record. Throws `flow.gone`,
     * `delivery.cannot-replay`, `replay.draft-unready`.
     */
    find: async (
      on: ReplayFlow,
      old: Pick<Run, 'revisionId' | 'recordIndex'>,
      subscription: CachedSubscription
    ): Promise<ReplayTarget> => {
      const found =
        on === 'draft'
          ? await foundDraft(subscription.flowId)
          : await foundRevision(on === 'pinned' ? old.revisionId : await newestOf(subscription), on)
      const { name, use, loadedRevision, revision, revisionId } = found
      const { eventFlowId } = subscription.terms
      if (use.eventFlowId !== eventFlowId) {
        throw cannot(`${named[on]} starts with a different event`)
      }
      if (old.recordIndex !== null && !spreadsRecords({ ...loadedRevision, revision }, eventFlowId, specs)) {
        throw cannot(`${named[on]} runs once for the whole list, not for each record`)
      }
      const ofVersion = `version ${loadedRevision.version.number} of ${loadedRevision.snapshot.name}`
      return { says: name === null ? ofVersion : `${name}, ${ofVersion}`, revisionId }
    }
  }
}

export type ReplayTargets = ReturnType<typeof createReplayTargets>
