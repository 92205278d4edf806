import type { Effects, Specs } from '@hookwright/engine'
import {
  type CardId,
  Fault,
  type Flow,
  type Id,
  type SubscriptionStatus,
  type SubscriptionTerms,
  startCardOf
} from '@hookwright/model'
import type { Store, SubscriptionRow } from '@hookwright/store'
import type { Connections } from '../connectors/connections.ts'
import type { Outside, Settings } from '../outside.ts'
import { type Door, makeDoor } from '../receiving/door.ts'
import { connect } from '../runs/connected.ts'
import type { Reach, Reaches } from '../runs/reaches.ts'
import { spreadsRecords } from '../runs/spreads-records.ts'
import { type BodyPath, recordsPathOf } from './body-reads.ts'

/** What a run for a delivery needs, made ready once for a subscription. */
export interface RunReady {
  reach: Reach
  flow: Flow
  /** The user's flow as far as its start card, whose deed is the prologue. */
  prologue: Flow
  startCard: CardId
  /** True when the user picked a run for each record of a list. */
  spreads: boolean
  /** Where in a body the records are that it makes runs for; null when that cannot be said. */
  recordsIn: BodyPath | null
  fx: Effects
  everywhere: Record<string, unknown>
  scrub: <Value>(value: Value) => Value
  saveAll: boolean
}

/** A subscription held ready for its next delivery. */
export interface Live {
  id: Id
  flowId: Id
  status: SubscriptionStatus
  terms: SubscriptionTerms
  /** False once something about it has changed; then it is looked up anew. */
  current: boolean
  ready: RunReady | Promise<RunReady> | null
  door: Door | Promise<Door> | null
}

/** The subscriptions in use, by token. Made from their rows when first needed and dropped when anything changes. */
export interface Lives {
  /** At once when it is held ready, else from the store; null for a token that was never minted. */
  find: (token: string) => Live | Promise<Live | null>
  byId: (id: Id) => Promise<Live | null>
  /** How its Event URL treats requests. */
  doorOf: (live: Live) => Door | Promise<Door>
  /** For the revision that runs now, unless another one is named: that of a run which began before it was replaced. */
  readyOf: (live: Live, revisionId?: Id | null) => RunReady | Promise<RunReady>
  /** Something about these has changed. */
  drop: (which: (live: Live) => boolean) => void
}

const MOST_KEPT = 10_000

export const createLives = (given: {
  store: Store
  specs: Specs
  outside: Outside
  settings: Settings
  connections: Connections
  reaches: Reaches
}): Lives => {
  const { store, specs, outside, settings, connections, reaches } = given
  const byToken = new Map<string, Live>()
  const byId = new Map<Id, Live>()
  let drops = 0

  /** Reads a row until nothing was dropped meanwhile, so that no older state is held than a drop told of. */
  const readFresh = async (read: () => Promise<SubscriptionRow | null>): Promise<SubscriptionRow | null> => {
    for (;;) {
      const before = drops
      const row = await read()
      if (drops === before) return row
    }
  }

  const hold = (row: SubscriptionRow): Live => {
    const known = byId.get(row.id)
    if (known !== undefined) return known
    const { id, flowId, status, terms } = row
    const live: Live = { id, flowId, status, terms, current: true, ready: null, door: null }
    byId.set(id, live)
    return live
  }

  const load = async (token: string): Promise<Live | null> => {
    const hash = outside.hashToken(token)
    const row = await readFresh(() => store.subscriptions.findByTokenHash(hash))
    if (row === null) return null
    if (byToken.size >= MOST_KEPT) byToken.clear()
    const live = hold(row)
    byToken.set(token, live)
    return live
  }

  const makeReady = async (live: Live, revisionId: Id): Promise<RunReady> => {
    const { versionId, connectionId } = live.terms
    const reach = await reaches.of(versionId, revisionId)
    const { authentication } = reach.snapshot
    const connected = await connect({ outside, connections, connectionId, authentication })
    const flow = reach.revision?.flow.doc
    const start = flow && startCardOf(flow)
    if (flow === undefined || start === undefined) throw new Error('A revision has no start card.')
    const eventFlow = reach.snapshot.flows.find(candidate => candidate.id === live.terms.eventFlowId)
    return {
      reach,
      flow,
      prologue: { schemaVersion: 1, strip: [start.id], cards: { [start.id]: start } },
      startCard: start.id,
      spreads: spreadsRecords(reach, live.terms.eventFlowId, specs),
      recordsIn: eventFlow === undefined ? null : recordsPathOf(eventFlow.doc, specs),
      fx: { ...outside, http: connected.http },
      everywhere: connected.everywhere,
      scrub: outside.scrubber(connected.secrets),
      saveAll: (await store.flows.find(live.flowId))?.saveAll ?? true
    }
  }

  /** Reads the row again, since secrets are not held longer than it takes to open them. */
  const openDoor = async (live: Live): Promise<Door> => {
    const row = await readFresh(() => store.subscriptions.find(live.id))
    if (row === null) throw new Fault('subscription.gone')
    return makeDoor({ specs, outside, settings, connections, reaches }, row)
  }

  return {
    doorOf: live => {
      if (live.door !== null) return live.door
      const opening = openDoor(live).then(door => {
        live.door = door
        return door
      })
      opening.catch(() => {
        live.door = null
      })
      live.door = opening
      return opening
    },
    find: token => byToken.get(token) ?? load(token),
    byId: async id => {
      const known = byId.get(id)
      if (known !== undefined) return known
      const row = await readFresh(() => store.subscriptions.find(id))
      return row === null ? null : hold(row)
    },
    readyOf: (live, revisionId) => {
      const current = live.terms.revisionId
      if ((revisionId ?? current) !== current) return makeReady(live, revisionId ?? current)
      if (live.ready !== null) return live.ready
      const ready = makeReady(live, current).then(made => {
        live.ready = made
        return made
      })
      ready.catch(() => {
        live.ready = null
      })
      live.ready = ready
      return ready
    },
    drop: which => {
      drops++
      for (const [id, live] of byId) {
        if (!which(live)) continue
        live.current = false
        byId.delete(id)
      }
      for (const [token, live] of byToken) if (!live.current) byToken.delete(token)
    }
  }
}
