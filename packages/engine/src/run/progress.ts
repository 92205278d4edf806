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
import { UNRESERVED_BYTES, type ValueRoom } from './value-room.ts'

/**
 * Environment of a running flow: the flows that it can call, and the connection that provides values and the
 * HTTP client.
 */
export interface Environment {
  prepared: PreparedFlows
  everywhere: Record<string, unknown>
  http: CardEffects['http']
}

/** Environment of an action, including its flow. */
export interface ActionEnvironment extends Environment {
  /**
   * Flow of the action; null for the Custom API Action, which has no flow because its card sends the
   * requests.
   */
  flow: Flow | null
  signature: ActionSignature
}

/** Dependencies of a run. */
export interface RunEnvironment {
  prepared: PreparedFlows
  fx: CardEffects
  journal: Journal
  /** Id of the run, used in idempotency keys. */
  runId: string
  /** Id of the running flow. Called flows see it as their caller. */
  flowId: string
  /**
   * Values of the connection. Every start card of a maker's flow outputs them together with its own values.
   */
  everywhere: Record<string, unknown>
  /**
   * Returns the environment of an action. Returns undefined for an unknown action.
   * @throws `connection.gone`
   */
  actionOf?: (use: ActionUse) => ActionEnvironment | undefined
  /** Aborts the run. The signal's reason is the fault of the failed run. */
  signal: AbortSignal
  /** Maximum number of steps of the run. */
  fuel: number
  /** Recorded results that replace side effects. */
  answers?: Answers
  /**
   * Pinned outputs of cards in the main flow, for testing a draft. These cards and the cards in their blocks
   * are not run.
   */
  pinned?: Scope
  /** True if the trace must also store the start values, because they are stored nowhere else. */
  keepsGiven?: true
  /**
   * Notifies an observer when a step begins, sends a request or ends. `cardType` is set when the step begins.
   */
  told?: (step: Step, moment: 'begun' | 'sent' | 'ended', cardType?: string) => void
  /** Sends a step's request through an observer, which may add headers. Absent if there is no observer. */
  sending?: (
    step: Step,
    request: HttpRequest,
    send: (request: HttpRequest) => Promise<HttpResponse>
  ) => Promise<HttpResponse>
  /** Memory reservation for values, if runs share memory. A large run waits for memory between two cards. */
  room?: ValueRoom
  /** Options of suspension. Absent for a run that cannot be suspended. */
  patience?: Patience
}

/** Usage of the limits of a run, shared by all its concurrent items. */
export interface SharedLimits {
  fuel: number
  /** Value of `fuel` at the last yield to the event loop. */
  fuelAtPause: number
  /** Number of finished waits. */
  waits: number
  /** Size of values that the run can hold before it must reserve more memory, in bytes. */
  room: number
  /** Pending memory reservation; null if there is none. */
  reserving: Promise<void> | null
  /** State of the run itself and of each concurrent item. */
  lanes: Set<Progress>
}

/** State of a lane, which is either the run itself or one of its concurrent items. */
export interface Progress {
  world: RunEnvironment
  shared: SharedLimits
  /** Maximum number of items that a card in this lane can run concurrently. */
  width: number
  /** Environment of the main flow. Flows of actions have other environments. */
  environment: Environment
  startedAt: number
  steps: Step[]
  /** Size of the values that later cards can read, and of the values in the trace, in bytes. */
  held: number
  /** Value of `held` when the lane began, in bytes. */
  heldBefore: number
  traced: number
  /** Size of the outputs of all steps so far in bytes, including outputs that are not stored in the trace. */
  offered: number
  /** Reason why the body of the delivery has no fields; null if it has some. */
  unreadBody: 'empty' | 'text' | null
  /** Cached sizes of large objects. */
  sizes: WeakMap<object, number>
  /**
   * Responses by request, kept until the cards that sent the requests have ended; null before the first
   * response.
   */
  answers: WeakMap<SentRequest, HttpResponse> | null
  /** Random values drawn since the last effect, which are not stored yet. */
  draws: Draw[]
  /** Innermost card that failed or stopped; null again after an enclosing card continues. */
  ended: { path: StepPath; name: string } | null
  /** True once the run must end, even inside an If Error card. */
  over: boolean
  /** Fault of a failed journal write; the outcome of the run is then unknown. */
  unwritten: Fault | null
  /** Innermost enclosing card that catches errors, with its retry rule. */
  guard: { retry: RetryRule | null } | null
  /** Earliest deadline of the enclosing cards with a time limit. */
  deadline: { at: Millis; card: string; seconds: number } | null
  /** Suspension of the run once it is suspended or on hold, otherwise null. */
  suspended: Suspension | null
  /** True if the run could not be planned. Its trace is then left unchanged. */
  keepsBefore: boolean
  /** Steps of the run's previous attempt, by path. */
  before: ReadonlyMap<string, Step> | null
}

/** Journal path for entries about the whole run, such as the number of times its step limit was reached. */
const RUN_PATH: StepPath = []

/**
 * Returns the factor for the limits of a run. It is 1, plus 1 for each time the run was resumed after it
 * reached a limit.
 */
const allowanceOf = ({ patience, journal }: RunEnvironment): number =>
  patience === undefined || patience.before.length === 0 ? 1 : 1 + (journal.waitAt(RUN_PATH)?.used ?? 0)

/** Puts the run on hold because it reached a limit. A person can resume it with a larger limit. */
const holdAtLimit = (run: Progress, at: StepPath, why: string): void => {
  const { journal, fx } = run.world
  const wait = { until: fx.clock(), tries: [], used: (journal.waitAt(RUN_PATH)?.used ?? 0) + 1 }
  run.suspended = { status: { is: 'on-hold', at, why }, at: RUN_PATH, wait }
}

/** Creates the state of a run at its start. */
export const beginProgress = (world: RunEnvironment): Progress => {
  const { patience } = world
  const fuel = world.fuel * allowanceOf(world)
  const lanes = new Set<Progress>()
  const run: Progress = {
    world,
    shared: { fuel, fuelAtPause: fuel, waits: 0, room: UNRESERVED_BYTES, reserving: null, lanes },
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
   * Start values that cannot be derived from the calling card, such as the values of one of several items.
   */
  kept?: Record<string, unknown>
  path: StepPath
  depth: number
}

/** Returns the outputs of a start card: its own values and the values of the connection. */
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
 * Counts a step.
 * @throws if the run was aborted or has used up its steps. A run that can be suspended is put on hold
 * instead; a person may resume it after its last finished effect.
 */
export const countStep = (run: Progress, at: StepPath): void => {
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

/** Puts a run on hold if it exceeds its maximum number of waits. */
export const limitWaits = (run: Progress, at: StepPath): void => {
  const most = MOST_WAITS * allowanceOf(run.world)
  if (run.shared.waits < most) return
  const waits = new Intl.NumberFormat('en').format(most)
  const why = `The run waited ${waits} times. Continue it if that is intended; otherwise cancel it and pass fewer items to the card that waits for each of them.`
  holdAtLimit(run, at, why)
  throw interrupt(run, new Error(why))
}

/** Maximum number of steps between two yields to the event loop. */
const STEPS_AT_ONCE = 1_000

/** Returns a promise to await if the run must yield to the event loop. `null` in nearly all cases. */
export const pauseOf = (run: Progress): Promise<void> | null => {
  const { soon } = run.world.fx
  const { shared } = run
  if (soon === undefined || shared.fuelAtPause - shared.fuel < STEPS_AT_ONCE) return null
  shared.fuelAtPause = shared.fuel
  return new Promise(resolve => soon(resolve))
}

/**
 * Throws the fault of a flow that cannot be planned. If the run has started and can be suspended, it is put
 * on hold instead, with its steps saved until the cards can be parsed again.
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

/**
 * Returns the compiled flow that a run starts or calls at this step. If the flow cannot be compiled, fails as
 * {@link refusePlan} describes.
 */
export const planFor = (run: Progress, { prepared }: Environment, flow: Flow, at: StepPath): Plan => {
  try {
    return prepared.planOf(flow)
  } catch (thrown) {
    return refusePlan(run, at, thrown)
  }
}

/**
 * Awaits a journal write and ends the run if the write fails. No card can catch this failure, since an effect
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
