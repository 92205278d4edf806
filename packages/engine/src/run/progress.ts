import {
  Fault,
  type Flow,
  type Millis,
  MOST_AT_ONCE,
  MOST_WAITS,
  type RetryRule,
  type SentRequest,
  type Step,
  type StepPath,
  toFault
} from '@hookwright/model'
import type { Scope } from '../card/bindings.ts'
import type { ActionUse } from '../card/card-abilities.ts'
import type { CardEffects, HttpResponse } from '../card/card-effects.ts'
import { type Draw, type Journal, keyOfPath } from '../card/journal.ts'
import type { ActionSignature } from '../card/surroundings.ts'
import type { Answers } from './answers.ts'
import { isPastDeadline, timedOut } from './deadline.ts'
import type { Patience, Suspension } from './patience.ts'
import type { Plan, PreparedFlows } from './prepare-flows.ts'
import { type ValueRoom, WITHOUT_ROOM } from './value-room.ts'

/** Surroundings of a flow while it runs: the flows that it may call, and the connection whose values and client it uses. */
export interface Environment {
  prepared: PreparedFlows
  everywhere: Record<string, unknown>
  http: CardEffects['http']
}

/** An action's flow, and what it runs with. */
export interface ActionEnvironment extends Environment {
  /** Null for the Custom API Action, whose card sends its requests itself. */
  flow: Flow | null
  signature: ActionSignature
}

/** Dependencies of a run. */
export interface World {
  prepared: PreparedFlows
  fx: CardEffects
  journal: Journal
  /** Identifies the run in idempotency keys. */
  runId: string
  /** Id of the flow that runs, for the flows that it calls. */
  flowId: string
  /** Values that every start card of a maker's flow gives beside its own: the connection's. */
  everywhere: Record<string, unknown>
  /** Returns what an action runs with; undefined for one that does not exist. Throws `connection.gone`. */
  actionOf?: (use: ActionUse) => ActionEnvironment | undefined
  /** Ends the run at once; its reason is the fault that the run fails with. */
  signal: AbortSignal
  /** The most steps that the run may take. */
  fuel: number
  /** Responses used in place of side effects, for a run without them. */
  answers?: Answers
  /**
   * Outputs of cards of the flow itself that are not run, nor are the cards in their blocks; for trying out a draft.
   */
  pinned?: Scope
  /** Set for a run whose trace alone says what its flow was given. */
  keepsGiven?: true
  /** Called with each step as it begins, sends something or ends, for those who look on. */
  told?: (step: Step, moment: 'begun' | 'sent' | 'ended') => void
  /** Memory for its values, where runs share it: a run that is large waits for it between two cards. */
  room?: ValueRoom
  /** Given to a run that may be suspended and goes on later, perhaps in another process. */
  patience?: Patience
}

/** Limits of a run that all of its items under way share. */
export interface SharedLimits {
  fuel: number
  /** The fuel that was left when the run last let others have their turn. */
  fuelAtPause: number
  /** Number of finished waits. */
  waits: number
  /** Bytes of values that the run may hold before it asks for more room. */
  room: number
  /** Resolves once room that was asked for is there. */
  reserving: Promise<void> | null
  /** The run itself, and each item that is under way beside others. */
  lanes: Set<Progress>
}

/** Memory of one run while it runs, or of one of several items of it that are under way at the same time: a lane. */
export interface Progress {
  world: World
  shared: SharedLimits
  /** The most items that may be under way inside. */
  width: number
  /** Environment of the flow itself; an action has another one. */
  environment: Environment
  startedAt: number
  steps: Step[]
  /** The size of the values that cards behind can read, and of those that the trace keeps. */
  held: number
  /** The size that was held when the lane began. */
  heldBefore: number
  traced: number
  /** The size of the outputs of all steps so far, kept in the trace or not. */
  offered: number
  /** Reason why the body of the delivery has no fields; null where it has some. */
  unreadBody: 'empty' | 'text' | null
  /** The sizes of large objects. */
  sizes: WeakMap<object, number>
  /** Answers by request, until the cards that sent them have ended; null before the first one. */
  answers: WeakMap<SentRequest, HttpResponse> | null
  /** Random values drawn since the last effect, so not durable yet. */
  draws: Draw[]
  /** The innermost card that failed or stopped, until a card around it goes on all the same. */
  ended: { path: StepPath; name: string } | null
  /** True once the run may not go on, whatever an If Error card says. */
  over: boolean
  /** Set once the store has refused to keep the journal: nobody knows yet what the run comes to. */
  unwritten: Fault | null
  /** The innermost card around the current one that catches its error, and the retries that it wants first. */
  guard: { retry: RetryRule | null } | null
  /** Time at which a card around the current one has used up its time limit. */
  deadline: { at: Millis; card: string; seconds: number } | null
  /** Set once the run is suspended or put on hold. */
  suspended: Suspension | null
  /** True for a run that could not be planned: its trace stays as it was. */
  keepsBefore: boolean
  /** The steps of an earlier try, by their paths. */
  before: ReadonlyMap<string, Step> | null
}

/** Journal path of facts about the whole run, such as how often its steps were used up. */
const RUN_PATH: StepPath = []

/** Factor of the limits of a run: each time that a run on hold continues, it may use them once more. */
const allowanceOf = ({ patience, journal }: World): number =>
  patience === undefined || patience.before.length === 0 ? 1 : 1 + (journal.waitAt(RUN_PATH)?.used ?? 0)

/** Puts the run on hold at a limit; a person may let it continue, with a larger allowance. */
const holdAtLimit = (run: Progress, at: StepPath, why: string): void => {
  const { journal, fx } = run.world
  const wait = { until: fx.clock(), tries: [], used: (journal.waitAt(RUN_PATH)?.used ?? 0) + 1 }
  run.suspended = { status: { is: 'on-hold', at, why }, at: RUN_PATH, wait }
}

/** Creates the memory of a run at its start. */
export const beginProgress = (world: World): Progress => {
  const { patience } = world
  const fuel = world.fuel * allowanceOf(world)
  const lanes = new Set<Progress>()
  const run: Progress = {
    world,
    shared: { fuel, fuelAtPause: fuel, waits: 0, room: WITHOUT_ROOM, reserving: null, lanes },
    width: MOST_AT_ONCE,
    environment: { prepared: world.prepared, everywhere: world.everywhere, http: world.fx.http },
    startedAt: patience?.startedAt ?? world.fx.clock(),
    steps: [],
    held: 0,
    heldBefore: 0,
    traced: 0,
    offered: 0,
    unreadBody: null,
    sizes: new WeakMap(),
    answers: null,
    draws: [],
    ended: null,
    over: false,
    unwritten: null,
    keepsBefore: false,
    guard: null,
    deadline: null,
    suspended: null,
    before:
      patience === undefined || patience.before.length === 0
        ? null
        : new Map(patience.before.map(step => [keyOfPath(step.path), step]))
  }
  lanes.add(run)
  return run
}

/** A call of a flow inside a run. */
export interface Frame {
  environment: Environment
  /** Id of the flow itself. */
  flowId: string
  scope: Scope
  given: Record<string, unknown>
  /** Start values that the calling card cannot provide again: those of one item of many. */
  kept?: Record<string, unknown>
  path: StepPath
  depth: number
}

/** Returns the outputs of a start card: its own values and those that every start card gives. */
export const givenTo = (
  { everywhere }: Environment,
  given: Record<string, unknown>,
  context?: Record<string, unknown>
): Record<string, unknown> =>
  // No spread: V8 gives each object that is spread a hidden class of its own, and what reads it is slow.
  context === undefined && Object.keys(everywhere).length === 0
    ? given
    : Object.assign({}, everywhere, given, context)

/** Ends the run with this fault: no card around it can catch it. */
export const interrupt = <Thrown extends Error>(run: Progress, fault: Thrown): Thrown => {
  run.over = true
  return fault
}

/**
 * Refuses to go on when the run was ended from outside or has used up its steps. A run that may be suspended is put on
 * hold then: a person may resume it after its last finished effect.
 */
export const burn = (run: Progress, at: StepPath): void => {
  const { signal, fuel, patience } = run.world
  if (signal.aborted) throw interrupt(run, toFault(signal.reason))
  if (run.deadline !== null && isPastDeadline(run)) throw timedOut(run.deadline)
  if (run.shared.fuel-- > 0) return
  if (patience !== undefined) {
    const steps = new Intl.NumberFormat('en').format(fuel * allowanceOf(run.world))
    const why = `The run took ${steps} steps. Continue it if that is intended; otherwise cancel it and look for a helper flow that calls itself.`
    holdAtLimit(run, at, why)
  }
  throw interrupt(run, new Fault('run.fuel', { steps: fuel }))
}

/** Puts a run on hold that is about to wait more often than its limit allows. */
export const limitWaits = (run: Progress, at: StepPath): void => {
  const most = MOST_WAITS * allowanceOf(run.world)
  if (run.shared.waits < most) return
  const waits = new Intl.NumberFormat('en').format(most)
  const why = `The run waited ${waits} times. Continue it if that is intended; otherwise cancel it and pass fewer items to the card that waits for each of them.`
  holdAtLimit(run, at, why)
  throw interrupt(run, new Error(why))
}

/** Steps that a run may take before it yields to the event loop. */
const STEPS_AT_ONCE = 1_000

/** A promise to be awaited where others should have their turn now; null in nearly every run. */
export const pauseOf = (run: Progress): Promise<void> | null => {
  const { soon } = run.world.fx
  const { shared } = run
  if (soon === undefined || shared.fuelAtPause - shared.fuel < STEPS_AT_ONCE) return null
  shared.fuelAtPause = shared.fuel
  return new Promise(resolve => soon(resolve))
}

/**
 * Throws the fault of a flow that cannot be planned. A run that has begun, and may be suspended, is put on hold: its trace
 * and journal are kept until its cards can be read again.
 */
const refusePlan = (run: Progress, at: StepPath, thrown: unknown): never => {
  const { patience, journal, fx } = run.world
  const fault = toFault(thrown)
  const isUnreadable = fault.code === 'card.config' || fault.code === 'card.unknown'
  if (
    isUnreadable &&
    patience !== undefined &&
    (patience.before.length > 0 || patience.hasJournal === true)
  ) {
    const why = `${fault.message} The steps of the run are saved; continue it once the card type is available again.`
    const wait = { until: fx.clock(), tries: [], used: journal.waitAt(RUN_PATH)?.used ?? 0 }
    run.suspended = { status: { is: 'on-hold', at: patience.woken?.at ?? at, why }, at: RUN_PATH, wait }
    run.keepsBefore = true
    throw interrupt(run, fault)
  }
  throw fault
}

/** Returns the plan of a flow that a run enters at this step. Throws as {@link refusePlan}. */
export const planFor = (run: Progress, { prepared }: Environment, flow: Flow, at: StepPath): Plan => {
  try {
    return prepared.planOf(flow)
  } catch (thrown) {
    return refusePlan(run, at, thrown)
  }
}

/** Ends the run when its journal cannot be written: what cannot be kept must not go on, nor be caught by a card. */
export const written = async (run: Progress, writing: Promise<void>): Promise<void> => {
  try {
    await writing
  } catch (thrown) {
    const fault = toFault(thrown)
    if (fault.code === 'storage.failed') run.unwritten = fault
    throw interrupt(run, fault)
  }
}

/** Milliseconds since the run began. */
export const sinceStart = (run: Progress): number => run.world.fx.clock() - run.startedAt
