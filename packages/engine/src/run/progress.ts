import {
  Fault,
  type Flow,
  isUnwritten,
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
import type { CardEffects, HttpRequest, HttpResponse } from '../card/card-effects.ts'
import type { ActionSignature } from '../card/catalog.ts'
import { type Draw, type Journal, keyOfPath } from '../card/journal.ts'
import type { Answers } from './answers.ts'
import { isPastDeadline, timedOut } from './deadline.ts'
import type { Patience, Suspension } from './patience.ts'
import type { Plan, PreparedFlows } from './prepare-flows.ts'
import { type ValueRoom, WITHOUT_ROOM } from './value-room.ts'

/**
 * Environment of a running flow: the flows that it may call, and the connection whose values and
 * client it uses.
 */
export interface Environment {
  prepared: PreparedFlows
  everywhere: Record<string, unknown>
  http: CardEffects['http']
}

/** Flow of an action, and its environment. */
export interface ActionEnvironment extends Environment {
  /** Flow of the action; null for the Custom API Action, whose card sends its requests itself. */
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
  /** Id of the running flow, which called flows see as their caller. */
  flowId: string
  /**
   * Values of the connection, which every start card of a maker's flow outputs in addition to its
   * own.
   */
  everywhere: Record<string, unknown>
  /**
   * Returns the environment of an action; undefined for an unknown action. Throws
   * `connection.gone`.
   */
  actionOf?: (use: ActionUse) => ActionEnvironment | undefined
  /** Aborts the run. Its reason is the fault that the run fails with. */
  signal: AbortSignal
  /** Maximum number of steps of the run. */
  fuel: number
  /** Recorded responses used in place of side effects. */
  answers?: Answers
  /**
   * Pinned outputs of cards of the flow itself, for testing a draft. These cards and those in their
   * blocks are not run.
   */
  pinned?: Scope
  /** True where start values must be stored because only the trace contains them. */
  keepsGiven?: true
  /**
   * Called for observers when a step begins, sends a request or ends; when it begins, with the type
   * of its card.
   */
  told?: (step: Step, moment: 'begun' | 'sent' | 'ended', cardType?: string) => void
  /** Sends a request of a step for an observer, which may add headers. Absent without one. */
  sending?: (
    step: Step,
    request: HttpRequest,
    send: (request: HttpRequest) => Promise<HttpResponse>
  ) => Promise<HttpResponse>
  /**
   * Memory reservation for values, where runs share memory. A large run waits for it between two
   * cards.
   */
  room?: ValueRoom
  /** Options of suspension. Absent for a run that cannot be suspended. */
  patience?: Patience
}

/** Limits of a run that are shared by all its concurrent items. */
export interface SharedLimits {
  fuel: number
  /** Fuel left at the last yield to the event loop. */
  fuelAtPause: number
  /** Number of finished waits. */
  waits: number
  /** Bytes of values that the run may hold before it reserves more memory. */
  room: number
  /** Pending reservation of memory; null without one. */
  reserving: Promise<void> | null
  /** The run itself, and each of its concurrent items. */
  lanes: Set<Progress>
}

/** State of a running run, or of one of its concurrent items: a lane. */
export interface Progress {
  world: World
  shared: SharedLimits
  /** Maximum number of concurrent items inside. */
  width: number
  /** Environment of the flow itself. An action has another one. */
  environment: Environment
  startedAt: number
  steps: Step[]
  /** Size of the values that later cards can read, and of the values in the trace, in bytes. */
  held: number
  /** Size of the held values when the lane began, in bytes. */
  heldBefore: number
  traced: number
  /** Size of the outputs of all steps so far, whether stored in the trace or not. */
  offered: number
  /** Reason why the body of the delivery has no fields; null where it has fields. */
  unreadBody: 'empty' | 'text' | null
  /** Cached sizes of large objects. */
  sizes: WeakMap<object, number>
  /**
   * Responses by request, until the cards that sent them have ended; null before the first
   * response.
   */
  answers: WeakMap<SentRequest, HttpResponse> | null
  /** Random values drawn since the last effect, so not yet durable. */
  draws: Draw[]
  /** Innermost card that failed or stopped; reset when an enclosing card continues. */
  ended: { path: StepPath; name: string } | null
  /** True once the run must end, even inside an If Error card. */
  over: boolean
  /** Fault of a failed journal write; the outcome of the run is then unknown. */
  unwritten: Fault | null
  /** Innermost enclosing card that catches errors, and its retry rule. */
  guard: { retry: RetryRule | null } | null
  /** Earliest deadline of the enclosing cards with a time limit. */
  deadline: { at: Millis; card: string; seconds: number } | null
  /** Suspension of the run, once it is suspended or put on hold. */
  suspended: Suspension | null
  /** True for a run that could not be planned; its trace is left unchanged. */
  keepsBefore: boolean
  /** Steps of an earlier attempt, by path. */
  before: ReadonlyMap<string, Step> | null
}

/** Journal path of entries about the whole run, such as how often its step limit was used up. */
const RUN_PATH: StepPath = []

/**
 * Returns the factor of a run's limits. Each resumption of a run on hold grants the limits once
 * more.
 */
const allowanceOf = ({ patience, journal }: World): number =>
  patience === undefined || patience.before.length === 0 ? 1 : 1 + (journal.waitAt(RUN_PATH)?.used ?? 0)

/** Puts the run on hold at a limit. A person may resume it with a larger allowance. */
const holdAtLimit = (run: Progress, at: StepPath, why: string): void => {
  const { journal, fx } = run.world
  const wait = { until: fx.clock(), tries: [], used: (journal.waitAt(RUN_PATH)?.used ?? 0) + 1 }
  run.suspended = { status: { is: 'on-hold', at, why }, at: RUN_PATH, wait }
}

/** Creates the state of a run at its start. */
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

/** Call of a flow inside a run. */
export interface Frame {
  environment: Environment
  /** Id of the called flow. */
  flowId: string
  scope: Scope
  given: Record<string, unknown>
  /**
   * Start values that cannot be derived from the calling card again: those of one of several items.
   */
  kept?: Record<string, unknown>
  path: StepPath
  depth: number
}

/** Returns the outputs of a start card: its own values and those that every start card gives. */
export const startOutputsOf = (
  { everywhere }: Environment,
  values: Record<string, unknown>,
  context?: Record<string, unknown>
): Record<string, unknown> =>
  // No spread: V8 gives each object that is spread a hidden class of its own, and what reads it is slow.
  context === undefined && Object.keys(everywhere).length === 0
    ? values
    : Object.assign({}, everywhere, values, context)

/** Ends the run with this fault, which no enclosing card can catch. */
export const interrupt = <Thrown extends Error>(run: Progress, fault: Thrown): Thrown => {
  run.over = true
  return fault
}

/**
 * Counts a step. Throws when the run was aborted or has used up its steps. A run that can be
 * suspended is put on hold instead: a person may resume it after its last finished effect.
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

/** Puts a run on hold that would wait more often than its limit allows. */
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

/**
 * Returns a promise to await when the run must yield to the event loop; null in nearly every run.
 */
export const pauseOf = (run: Progress): Promise<void> | null => {
  const { soon } = run.world.fx
  const { shared } = run
  if (soon === undefined || shared.fuelAtPause - shared.fuel < STEPS_AT_ONCE) return null
  shared.fuelAtPause = shared.fuel
  return new Promise(resolve => soon(resolve))
}

/**
 * Throws the fault of a flow that cannot be planned. A run that has begun and can be suspended is
 * put on hold: its trace and journal are stored until its cards can be parsed again.
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

/** Returns the plan of a flow that a run enters at this step. Throws like {@link refusePlan}. */
export const planFor = (run: Progress, { prepared }: Environment, flow: Flow, at: StepPath): Plan => {
  try {
    return prepared.planOf(flow)
  } catch (thrown) {
    return refusePlan(run, at, thrown)
  }
}

/**
 * Awaits a journal write and ends the run when it fails. No card can catch this, since an effect
 * without a journal entry must not continue.
 */
export const written = async (run: Progress, writing: Promise<void>): Promise<void> => {
  try {
    await writing
  } catch (thrown) {
    const fault = toFault(thrown)
    if (isUnwritten(fault)) run.unwritten = fault
    throw interrupt(run, fault)
  }
}

/** Returns the milliseconds since the run began. */
export const sinceStart = (run: Progress): number => run.world.fx.clock() - run.startedAt
