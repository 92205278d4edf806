import { answersOfRun, kindOf, type Specs } from '@hookwright/engine'
import {
  type CardId,
  type Choice,
  Fault,
  type FieldId,
  flowUpTo,
  type Id,
  type Json,
  type Millis,
  type NamedGroup,
  type Proof,
  type Run,
  type RunKind,
  type RunOutcome,
  type SuspendedCounts,
  startCardOf,
  subjectOf
} from '@hookwright/model'
import type { Page, RunFilter, RunRow, Scope, Store } from '@hookwright/store'
import type { Connections } from '../connectors/connections.ts'
import type { Dispatcher } from '../dispatch/dispatcher.ts'
import type { RunInProgress, WatchedRuns } from '../dispatch/watched-runs.ts'
import { readyMakers, readyUsers } from '../execution/ready-draft.ts'
import { type CardAlone, runAlone } from '../execution/run-alone.ts'
import { runAndKeep } from '../execution/run-and-keep.ts'
import { runForChoices, runForFields } from '../execution/run-for-choices.ts'
import { runSystemFlow } from '../execution/run-system-flow.ts'
import type { Effects } from '../kernel/effects.ts'
import type { Shown, ShownRun } from '../retention/shown.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'
import { createAbouts, type EventSummary } from './about.ts'
import { type CardState, cardStatesOf } from './card-states.ts'
import { type OpenRun, openRun, stepNamesOf } from './open-run.ts'

/** Run in a list. */
export interface RunInList extends Run {
  /** Name of the user's flow that ran or that started the run. */
  flowName: string | null
  /**
   * For a run of a connector's flow, such as a registration, the name of the user's flow. `null` for any
   * other run.
   */
  forFlow: string | null
  /** Maker's helper flow, if another run started this run to execute it. Null for any other run. */
  helper: { name: string | null } | null
  event: EventSummary | null
  /** Subject of the event, such as a person. `null` if unknown, or for a run without an event. */
  subject: string | null
  /** Authenticity check that the delivery passed; `null` for a run without a delivery. */
  signed: Proof | null
  /** States of the cards, in order and without nested cards; null if unknown. */
  cards: CardState[] | null
}

/** Helper flow to run while a maker sets up a card, with its inputs and a test connection. */
interface SetupAsk {
  flowId: Id
  values: Record<string, Json>
  connectionId: Id | null
}

/** Kinds of runs in which a connector's flow runs for a user's flow. */
const forUsers: ReadonlySet<RunKind> = new Set([
  'registration',
  'deregistration',
  'renewal',
  'listing',
  'probe'
])

/** Operations on runs. */
export interface Runs {
  /** Returns a run. Throws `run.gone`. */
  get: (id: Id) => Promise<RunRow>
  /** Returns the card names of a run's steps, in step order. `null` if its flow is no longer stored. */
  stepNames: (run: RunRow) => Promise<string[] | null>
  /** Lists runs, newest first. */
  list: (filter: RunFilter) => Promise<Page<RunInList>>
  /** Counts waiting runs and runs on hold in a scope, up to 1,000. */
  suspended: (scope: Scope) => Promise<SuspendedCounts>
  /**
   * Returns the newest runs of a flow with their progress. Runs are tracked from the first call until some
   * time after the last call.
   */
  underWay: (flowId: Id) => Promise<RunInProgress[]>
  /** Returns a run with the flows to draw it. Throws `run.gone`, `run.not-drawable`. */
  open: (id: Id) => Promise<OpenRun>
  /**
   * Runs a maker's draft flow with these start values and a test connection. Pinned cards do not run; they
   * output their pinned values. Unless `sends` is true, no request is sent, and cards that need one fail.
   * Throws `flow.gone`, `flow.wrong-place`, `connection.gone`.
   */
  test: (params: {
    flowId: Id
    values: Record<string, unknown>
    pinned: Record<CardId, Record<FieldId, Json>>
    connectionId: Id | null
    /** Last card to run; null for the whole flow. */
    upTo: CardId | null
    sends: boolean
  }) => Promise<RunRow>
  /**
   * Runs a user's draft flow, on or off, with these event values. The run is stored and marked as a test.
   * Pinned cards do not run; they output their pinned values. Unless `sends` is true, no request is sent, and
   * cards that need one fail. Throws `flow.gone`, `flow.wrong-place`, `version.gone`, `connection.gone`,
   * `connection.not-shared`.
   */
  trial: (params: {
    flowId: Id
    values: Record<FieldId, Json>
    pinned: Record<CardId, Record<FieldId, Json>>
    upTo: CardId | null
    sends: boolean
  }) => Promise<RunRow>
  /**
   * Runs one card of a draft flow. A maker's flow uses a test connection, a user's flow its own connection.
   * The run is not stored. Throws `flow.gone`, `card.gone`, `card.not-alone`, `connector.gone`,
   * `version.gone`, `connection.gone`.
   */
  testCard: (params: { flowId: Id; connectionId: Id | null } & CardAlone) => Promise<RunOutcome>
  /**
   * Runs a draft helper flow that returns the choices of a dropdown, with a test connection. The run is not
   * stored. Throws `flow.gone`, `flow.wrong-place`, `connection.gone`, `choices.failed`,
   * `choices.unreadable`, `choices.timed-out`.
   */
  choices: (params: SetupAsk) => Promise<Choice[]>
  /**
   * Runs a draft helper flow that returns the fields of a dynamic group, like `choices`. Throws `flow.gone`,
   * `flow.wrong-place`, `connection.gone`, `fields.failed`, `fields.unreadable`, `fields.timed-out`.
   */
  fields: (params: SetupAsk) => Promise<NamedGroup[]>
  /**
   * Resumes a run that waits or is on hold. Throws `run.gone`, `run.not-suspended`, `run.going-on`, `run.flow-paused`,
   * `run.flow-on-hold`.
   */
  goOn: (id: Id) => Promise<void>
  /** Ends a run that waits or is on hold. Throws `run.gone`, `run.not-suspended`, `run.going-on`. */
  cancel: (id: Id) => Promise<void>
  /**
   * Tests a connection with the connector's `_authping` and stores the result with the connection. Uses the
   * draft for a test connection and the deployed version for a user's connection. Throws `connection.gone`,
   * `connection.no-authping`, `version.not-deployed`.
   */
  ping: (connectionId: Id) => Promise<RunRow>
}

export const createRuns = (params: {
  store: Store
  specs: Specs
  effects: Effects
  connections: Connections
  loadedRevisions: LoadedRevisions
  dispatcher: Pick<Dispatcher, 'goOn' | 'cancel'>
  watchedRuns: Pick<WatchedRuns, 'look'>
  shown: Shown
  shownRun: ShownRun
  /** Maximum duration of a run that loads the choices of a dropdown. */
  limit: Millis
}): Runs => {
  const { store, specs, effects, connections, dispatcher } = params

  /**
   * Checks that a connection is a test connection of this connector. Makers may not test with
   * users' connections.
   */
  const mustBeForTests = async (connectionId: Id, connectorId: Id): Promise<void> => {
    const connection = await connections.get(connectionId)
    if (connection.purpose !== 'test' || connection.connectorId !== connectorId) {
      throw new Fault('connection.gone')
    }
  }

  const get = async (id: Id): Promise<RunRow> => {
    const run = await store.runs.find(id)
    if (run === null) throw new Fault('run.gone')
    return params.shownRun(run)
  }

  /** Prepares a draft helper flow to run while a maker sets up a card. */
  const readyHelper = async ({ flowId, values, connectionId }: SetupAsk, purpose: string) => {
    const flow = await store.flows.find(flowId)
    if (flow === null) throw new Fault('flow.gone')
    const { connectorId } = flow
    const kind = kindOf(flow.doc, specs)
    if (connectorId === null || kind !== 'helper') {
      const what = `only a connector’s flow that starts with Helper Flow can provide ${purpose}.`
      throw new Fault('flow.wrong-place', { kind: kind ?? 'no event', what })
    }
    if (connectionId !== null) await mustBeForTests(connectionId, connectorId)
    const ready = await readyMakers(params, connectorId, connectionId)
    return { effects, specs, flow, values, limit: params.limit, ...ready }
  }

  return {
    get,
    list: async filter => {
      const { rows, ...page } = await store.runs.list(filter)
      const abouts = createAbouts(params)
      const ofEvents = rows.filter(({ kind, deliveryId }) => kind === 'flow' && deliveryId !== null)
      const [outputs, statuses] = await Promise.all([
        store.runs.startOutputs(ofEvents.map(({ id }) => id)),
        store.runs.cardStatuses(rows.map(({ id }) => id))
      ])
      const listed = rows.map(async (run): Promise<RunInList> => {
        const { subscriptionId, deliveryId } = run
        const about = subscriptionId === null ? null : await abouts.ofSubscription(subscriptionId)
        const name = await abouts.nameOfFlow(run.flowId)
        const isHelper = run.kind === 'flow' && (await abouts.isMakers(run.flowId))
        const helper = isHelper ? { name } : null
        return {
          ...run,
          flowName: helper === null && run.kind !== 'poll' ? name : (about?.flowName ?? null),
          forFlow: forUsers.has(run.kind) ? (about?.flowName ?? null) : null,
          helper,
          event: about?.event ?? null,
          subject: subjectOf(about?.naming ?? [], outputs.get(run.id) ?? {}),
          signed: deliveryId === null ? null : (about?.proof ?? null),
          cards: cardStatesOf({
            strip: await abouts.stripOf(run),
            statuses: statuses.get(run.id) ?? new Map(),
            status: run.status
          })
        }
      })
      return { ...page, rows: await Promise.all(listed) }
    },
    suspended: scope => store.waits.count(scope),
    underWay: flowId => params.watchedRuns.look(flowId),
    open: async id => openRun(params, await get(id)),
    stepNames: run => stepNamesOf(params, run),
    test: async ({ flowId, values, pinned, connectionId, upTo, sends }) => {
      const flow = await store.flows.find(flowId)
      if (flow === null) throw new Fault('flow.gone')
      const { connectorId } = flow
      if (connectorId === null || startCardOf(flow.doc) === undefined) {
        const what = 'only a connector’s flow with a start card can be run on its own.'
        throw new Fault('flow.wrong-place', { kind: kindOf(flow.doc, specs) ?? 'no event', what })
      }
      if (connectionId !== null) await mustBeForTests(connectionId, connectorId)
      const { prepared, connected } = await readyMakers(params, connectorId, connectionId)
      return runAndKeep(params, {
        ...{ kind: 'test', values, prepared, connected, limit: null },
        flow: upTo === null ? flow : { id: flow.id, doc: flowUpTo(flow.doc, upTo) },
        pinned: new Map(Object.entries(pinned)),
        ...(!sends && { answers: answersOfRun([], new Map()) })
      })
    },
    trial: async ({ flowId, values, pinned, upTo, sends }) => {
      const flow = await store.flows.find(flowId)
      if (flow === null) throw new Fault('flow.gone')
      const start = startCardOf(flow.doc)
      if (flow.connectorId !== null || start === undefined) {
        const what = 'only a user’s flow with a start card can be tested.'
        throw new Fault('flow.wrong-place', { kind: kindOf(flow.doc, specs) ?? 'no event', what })
      }
      return runAndKeep(params, {
        ...(await readyUsers(params, flow)),
        ...{ kind: 'test', values, limit: null, isBare: !flow.saveAll },
        flow: { id: flow.id, doc: upTo === null ? flow.doc : flowUpTo(flow.doc, upTo) },
        pinned: new Map([...Object.entries(pinned), [start.id, values]]),
        ...(!sends && { answers: answersOfRun([], new Map()) })
      })
    },
    testCard: async ({ flowId, connectionId, ...alone }) => {
      const flow = await store.flows.find(flowId)
      if (flow === null) throw new Fault('flow.gone')
      const { connectorId, doc } = flow
      if (connectorId === null)
        return runAlone({ effects, specs, flow, alone, ...(await readyUsers(params, flow)) })
      if (connectionId !== null) await mustBeForTests(connectionId, connectorId)
      const ready = await readyMakers(params, connectorId, connectionId)
      const start = startCardOf(doc)?.id
      // What a maker's flow begins with knows the values of the connection, which no page is told.
      const { everywhere } = ready.connected
      const before =
        start === undefined
          ? alone.before
          : { ...alone.before, [start]: { ...alone.before[start], ...everywhere } }
      return runAlone({ effects, specs, flow, alone: { ...alone, before }, ...ready })
    },
    choices: async ask => runForChoices(await readyHelper(ask, 'the values of a dropdown')),
    fields: async ask => runForFields(await readyHelper(ask, 'the fields of a group')),
    goOn: id => dispatcher.goOn(id),
    cancel: id => dispatcher.cancel(id),
    ping: async connectionId => {
      const connection = await connections.get(connectionId)
      const run = await runSystemFlow(params, 'authping', connection, null)
      if (run === null) throw new Fault('connection.no-authping')
      if (connection.purpose === 'user') {
        const fault = run.status.is === 'failed' ? run.status.fault : null
        await connections.checks.note(connectionId, { at: effects.clock(), fault })
      }
      return run
    }
  }
}
