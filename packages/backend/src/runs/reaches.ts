import type { PreparedFlows, Specs } from '@hookwright/engine'
import {
  Fault,
  type Flow,
  type Id,
  type RevisionSnapshot,
  type Version,
  type VersionSnapshot
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { prepareReach } from '../flows/reach.ts'

/** A version, and a revision of a user's flow if one is named, made ready to run. */
export interface Reach {
  version: Version
  snapshot: VersionSnapshot
  revision: RevisionSnapshot | null
  /** The revision's number; 0 without one. */
  revisionNumber: number
  prepared: PreparedFlows
}

/** The reaches in use. Versions and revisions never change, so a reach is made once and only dropped to save memory. */
export interface Reaches {
  /** Throws `version.gone`, `flow.gone`. */
  of: (versionId: Id, revisionId: Id | null) => Promise<Reach>
}

const MOST_KEPT = 500

export const createReaches = (given: { store: Store; specs: Specs }): Reaches => {
  const { store, specs } = given
  const kept = new Map<string, Promise<Reach>>()

  const load = async (versionId: Id, revisionId: Id | null): Promise<Reach> => {
    const version = await store.versions.find(versionId)
    if (version === null) throw new Fault('version.gone')
    const found = revisionId === null ? null : await store.subscriptions.revision(revisionId)
    if (revisionId !== null && found === null) throw new Fault('flow.gone')
    const revision = found?.snapshot ?? null
    const userFlows = revision === null ? [] : [revision.flow, ...revision.helpers]
    return {
      version: version.version,
      snapshot: version.snapshot,
      revision,
      revisionNumber: found?.revision.number ?? 0,
      prepared: prepareReach({ specs, versionId, snapshot: version.snapshot, userFlows })
    }
  }

  return {
    of: (versionId, revisionId) => {
      const key = `${versionId}/${revisionId ?? ''}`
      const known = kept.get(key)
      if (known !== undefined) return known
      const reach = load(versionId, revisionId)
      kept.set(key, reach)
      reach.catch(() => kept.delete(key))
      const oldest = kept.keys().next().value
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
      return reach
    }
  }
}

/** The flow of a version by id. Throws `flow.gone`. */
export const flowInVersion = (snapshot: VersionSnapshot, flowId: Id): Flow => {
  const flow = snapshot.flows.find(candidate => candidate.id === flowId)
  if (flow === undefined) throw new Fault('flow.gone')
  return flow.doc
}
