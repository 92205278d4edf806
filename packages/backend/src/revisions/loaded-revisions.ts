import {
  type ActionSignature,
  actionsOfVersion,
  type Catalog,
  catalogOfMaker,
  type EventSignature,
  eventsOfVersion,
  type PreparedFlows,
  type Specs
} from '@hookwright/engine'
import {
  Fault,
  type Flow,
  type Id,
  type RevisionSnapshot,
  type Version,
  type VersionSnapshot
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { createWeightedCache } from '../kernel/weighted-cache.ts'
import { actionsNamedIn, actionVersionsOf } from './deployed-of.ts'
import { prepareOn, prepareVersion, type VersionFlows } from './prepare-version.ts'

/** Version that is ready to run, optionally with a revision of a user's flow. */
export interface LoadedRevision {
  /** Version as it was when it was loaded. It may have been deployed, replaced or hidden since. */
  version: Version
  snapshot: VersionSnapshot
  /** Events that the version offers, by key. */
  readonly events: ReadonlyMap<string, EventSignature>
  /** Actions that the version offers, by key. */
  readonly actions: ReadonlyMap<string, ActionSignature>
  /** Catalog of the version's own flows, for its makers. */
  readonly makers: Catalog
  revision: RevisionSnapshot | null
  /** Number of the revision; 0 without a revision. */
  revisionNumber: number
  prepared: PreparedFlows
  /** Versions of the revision's actions, by id. */
  actionVersions: ReadonlyMap<Id, LoadedRevision>
}

/** Version without a revision, ready to run. */
export interface LoadedVersion extends LoadedRevision {
  prepared: VersionFlows
}

/**
 * Cache of loaded versions and revisions. They never change, so entries are evicted only to save memory. All
 * revisions of a version share one loaded version while it is in use.
 */
export interface LoadedRevisions {
  /** Returns a version with a revision. Throws `version.gone`, `flow.gone`. */
  of: (versionId: Id, revisionId: Id | null) => Promise<LoadedRevision>
  /** Returns a version without a revision. Throws `version.gone`. */
  version: (versionId: Id) => Promise<LoadedVersion>
}

/** Maximum total size of cached versions, and of cached revisions, in characters of JSON text. */
const MOST_OF_VERSIONS = 32 * 1_048_576
const MOST_OF_REVISIONS = 2 * 1_048_576

/** Cached item with the length of its JSON text. */
interface Loaded<Kept extends LoadedRevision> {
  loadedRevision: Kept
  weight: number
}

/**
 * Wraps `load` in a cache. It keeps recently used results up to a maximum weight, and others as long as they
 * are still referenced elsewhere.
 */
const remember = <Kept extends LoadedRevision>(
  most: number,
  load: (key: string) => Promise<Loaded<Kept>>
): ((key: string) => Promise<Kept>) => {
  const recent = createWeightedCache<string, Promise<Kept>>({ most })
  const loading = new Map<string, Promise<Kept>>()
  const cached = new Map<string, WeakRef<Kept>>()
  const forgotten = new FinalizationRegistry<string>(key => {
    if (cached.get(key)?.deref() === undefined) cached.delete(key)
  })
  return key => {
    const known = recent.get(key) ?? loading.get(key)
    if (known !== undefined) return known
    const loadedRevision = cached.get(key)?.deref()
    if (loadedRevision !== undefined) return Promise.resolve(loadedRevision)
    const made = load(key).then(({ loadedRevision: loaded, weight }) => {
      cached.set(key, new WeakRef(loaded))
      forgotten.register(loaded, key)
      recent.set(key, made, weight)
      return loaded
    })
    loading.set(key, made)
    made.finally(() => loading.delete(key)).catch(() => {})
    return made
  }
}

const lengthOf = (snapshot: unknown): number => JSON.stringify(snapshot).length

/** Returns a getter that creates its value at the first call. */
const late = <Value>(make: () => Value): (() => Value) => {
  let made: { value: Value } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const noVersions: LoadedRevision['actionVersions'] = new Map()

const versionReach = (
  { version, snapshot }: { version: Version; snapshot: VersionSnapshot },
  specs: Specs
): LoadedVersion => {
  const makers = late(() => catalogOfMaker(snapshot.authentication, snapshot.flows, specs))
  const events = late(() => new Map(eventsOfVersion(version.id, snapshot, specs)))
  const actions = late(() => new Map(actionsOfVersion(version.id, snapshot, specs)))
  return {
    version,
    snapshot,
    get events() {
      return events()
    },
    get actions() {
      return actions()
    },
    get makers() {
      return makers()
    },
    revision: null,
    revisionNumber: 0,
    actionVersions: noVersions,
    prepared: prepareVersion({ snapshot, makers, specs })
  }
}

export const createLoadedRevisions = (params: { store: Store; specs: Specs }): LoadedRevisions => {
  const { store, specs } = params

  const versionOf = remember(MOST_OF_VERSIONS, async versionId => {
    const found = await store.versions.find(versionId)
    if (found === null) throw new Fault('version.gone')
    return { loadedRevision: versionReach(found, specs), weight: lengthOf(found.snapshot) }
  })

  const revisionOf = remember(MOST_OF_REVISIONS, async key => {
    const [versionId = '', revisionId = ''] = key.split('/')
    const base = await versionOf(versionId)
    const found = await store.subscriptions.revision(revisionId)
    if (found === null) throw new Fault('flow.gone')
    const { snapshot: revision } = found
    const userFlows = [revision.flow, ...revision.helpers]
    const docs = userFlows.map(({ doc }) => doc)
    const actionVersions = await actionVersionsOf({ version: versionOf, specs }, docs)
    const loadedRevision: LoadedRevision = {
      version: base.version,
      snapshot: base.snapshot,
      get events() {
        return base.events
      },
      get actions() {
        return base.actions
      },
      get makers() {
        return base.makers
      },
      revision,
      revisionNumber: found.revision.number,
      actionVersions,
      prepared: prepareOn(base, userFlows, actionsNamedIn(docs, actionVersions, specs), specs)
    }
    return { loadedRevision, weight: lengthOf(revision) }
  })

  return {
    version: versionOf,
    of: (versionId, revisionId) =>
      revisionId === null ? versionOf(versionId) : revisionOf(`${versionId}/${revisionId}`)
  }
}

/** Returns the flow of a version by id. Throws `flow.gone`. */
export const flowInVersion = (snapshot: VersionSnapshot, flowId: Id): Flow => {
  const flow = snapshot.flows.find(candidate => candidate.id === flowId)
  if (flow === undefined) throw new Fault('flow.gone')
  return flow.doc
}
