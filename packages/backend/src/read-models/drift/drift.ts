import { lastCardOf, type Specs } from '@hookwright/engine'
import {
  type CardId,
  type DriftFinding,
  Fault,
  fitOf,
  type Id,
  isDrifting,
  keyOfDrift,
  type Millis,
  sameJson
} from '@hookwright/model'
import type { EventOfVersion, FlowRow, IgnoredDrift, Store, StoredDrift } from '@hookwright/store'
import type { Effects } from '../../kernel/effects.ts'
import { type Declared, declaredOf, readsIn } from './sightings-in.ts'

/**
 * Returns true if a draft already resolves a difference: it reads the new path, or no longer needs the
 * missing or mismatched one.
 */
const isSettledIn = (draft: Declared, { kind, root, path, output, seen }: DriftFinding): boolean => {
  const here = readsIn(draft).filter(read => read.root === root)
  switch (kind) {
    case 'new':
      return here.some(read => read.path.every((part, at) => part === path[at]))
    case 'missing':
      return !here.some(read => read.output?.id === output?.id && sameJson(read.path, path))
    case 'unfit': {
      const asked = here.find(read => read.output?.id === output?.id && sameJson(read.path, path))
      if (output === null || seen === null) return false
      return asked?.output ? fitOf(seen, asked.output.dataType) === 'fits' : true
    }
  }
}

/** Difference as shown to the makers of the event. */
export interface DriftView extends DriftFinding {
  key: string
  /** Time since which the difference is ignored, and the person who ignored it. `null` if nobody has. */
  ignored: { at: Millis; by: string } | null
  /** True if the draft already resolves the difference. */
  isSettled: boolean
  /** True while the difference needs attention. */
  isOpen: boolean
}

/** Drift of an event: differences between its deliveries and its newest version with data. */
export interface DriftOfEvent {
  eventFlowId: Id
  flowName: string | null
  /** Card of the draft that defines the outputs. `null` if there is none. */
  cardId: CardId | null
  versionNumber: number
  /** Number of deliveries examined, since `since`. */
  looked: number
  since: Millis
  /** Number of unread paths that were already in the first deliveries. They are not reported. */
  leftOut: number
  findings: DriftView[]
}

/** Queries on drift, and the list of ignored differences. */
export interface Drift {
  /** Returns the drift of the active events of a connector, in the order of its flows. */
  ofConnector: (connectorId: Id) => Promise<DriftOfEvent[]>
  /**
   * Ignores a difference of an event in all its versions, or reports it again. Throws `flow.gone`.
   */
  ignore: (params: { eventFlowId: Id; key: string; ignored: boolean; by: string }) => Promise<void>
}

const driftForPage = (
  { eventFlowId, versionNumber, drift }: StoredDrift,
  flow: FlowRow,
  ignored: IgnoredDrift[],
  specs: Specs
): DriftOfEvent => {
  const draft = declaredOf(flow, specs)
  const silent = new Map(ignored.map(({ key, at, by }) => [key, { at, by }]))
  const last = lastCardOf(flow.doc, specs)
  return {
    eventFlowId,
    flowName: flow.name,
    cardId: last && specs.get(last.type)?.returns ? last.id : null,
    versionNumber,
    looked: drift.looked,
    since: drift.since,
    leftOut: drift.leftOut.length,
    findings: drift.findings.map((finding): DriftView => {
      const key = keyOfDrift(finding)
      const isIgnored = silent.get(key) ?? null
      const isSettled = draft !== null && isSettledIn(draft, finding)
      const isOpen = isIgnored === null && !isSettled && isDrifting(finding)
      return { ...finding, key, ignored: isIgnored, isSettled, isOpen }
    })
  }
}

export const createDrift = (params: {
  store: Store
  specs: Specs
  effects: Pick<Effects, 'clock'>
}): Drift => {
  const { store, specs, effects } = params
  return {
    ofConnector: async connectorId => {
      const [kept, flows] = await Promise.all([
        store.drift.ofConnector(connectorId),
        store.flows.list(connectorId)
      ])
      const views = flows.map(async flow => {
        const newest = kept.find(({ eventFlowId }) => eventFlowId === flow.id)
        return newest === undefined
          ? []
          : [driftForPage(newest, flow, await store.drift.ignored(flow.id), specs)]
      })
      return (await Promise.all(views)).flat()
    },
    ignore: async ({ eventFlowId, key, ignored, by }) => {
      const flow = await store.flows.find(eventFlowId)
      if (flow === null || flow.connectorId === null) throw new Fault('flow.gone')
      if (ignored) await store.drift.ignore({ eventFlowId, key, at: effects.clock(), by })
      else await store.drift.unignore({ eventFlowId, key })
    }
  }
}

/**
 * Returns the differences that affect users of an event in this version. Omits new paths and ignored
 * differences.
 */
export const driftForUsers = async (
  { drift }: Pick<Store, 'drift'>,
  { versionId, eventFlowId }: EventOfVersion
): Promise<DriftFinding[]> => {
  const kept = (await drift.ofEvent(eventFlowId)).find(each => each.versionId === versionId)
  const ignored = new Set((await drift.ignored(eventFlowId)).map(({ key }) => key))
  return (kept?.drift.findings ?? []).filter(
    finding => finding.kind !== 'new' && isDrifting(finding) && !ignored.has(keyOfDrift(finding))
  )
}
