import { Fault, type SentRequest, type Step, type StepPath, toFault } from '@hookwright/model'
import type { Answers } from '../answers.ts'
import type { Scope } from '../bindings.ts'
import type { Effects, HttpResponse } from '../effects.ts'
import { type Draw, type Journal, keyOfPath } from '../journal.ts'
import type { PreparedFlows } from '../prepare-flows.ts'
import type { Patience, Suspension } from './patience.ts'

/** What a run needs from outside. */
export interface World {
  prepared: PreparedFlows
  fx: Effects
  journal: Journal
  /** Identifies the run in idempotency keys. */
  runId: string
  /** Values that every start card of a maker's flow gives beside its own: the connection's. */
  everywhere: Record<string, unknown>
  /** Ends the run at once; its reason is the fault that the run fails with. */
  signal: AbortSignal
  /** The most steps that the run may take. */
  fuel: number
  /** For a run without side effects: what reaches outside is not done, but comes to this. */
  answers?: Answers
  /**
   * What cards of the flow itself give instead of being run, neither they nor what their blocks hold; for trying a draft
   * out.
   */
  pinned?: Scope
  /** Set for a run whose trace alone says what its flow was given. */
  keepsGiven?: true
  /** Told of each step as it begins, sends something or ends, for those who look on. */
  told?: (step: Step, moment: 'begun' | 'sent' | 'ended') => void
  /** Given to a run that may be suspended and goes on later, perhaps in another process. */
  patience?: Patience
}

/** What one run remembers while it goes on. */
export interface Progress {
  world: World
  startedAt: number
  steps: Step[]
  fuel: number
  /** How requests were answered, until the cards that sent them have ended; null before the first one. */
  answers: WeakMap<SentRequest, HttpResponse> | null
  /** Drawn since the last effect and so not yet durable. */
  draws: Draw[]
  /** The innermost card that failed or stopped, until a card around it goes on all the same. */
  ended: { path: StepPath; name: string } | null
  /** True once the run may not go on, whatever an If Error card says. */
  over: boolean
  /** Set once the store has refused to keep the journal: nobody knows yet what the run comes to. */
  unwritten: Fault | null
  /** How many cards around the one that is done catch its error. */
  guards: number
  /** Set once the run is suspended or parked. */
  suspended: Suspension | null
  /** The steps of an earlier try, by their paths. */
  before: ReadonlyMap<string, Step> | null
}

/** What a run remembers at its beginning. */
export const beginProgress = (world: World): Progress => {
  const { patience } = world
  return {
    world,
    startedAt: patience?.startedAt ?? world.fx.clock(),
    steps: [],
    fuel: world.fuel,
    answers: null,
    draws: [],
    ended: null,
    over: false,
    unwritten: null,
    guards: 0,
    suspended: null,
    before:
      patience === undefined || patience.before.length === 0
        ? null
        : new Map(patience.before.map(step => [keyOfPath(step.path), step]))
  }
}

/** One call of a flow inside a run. */
export interface Frame {
  scope: Scope
  given: Record<string, unknown>
  /** What the flow was handed where it cannot be read again from the card that called it: for one item of many. */
  kept?: Record<string, unknown>
  path: StepPath
  depth: number
}

/** What a start card gives: its own values, beside those that every start card gives. */
export const givenTo = ({ everywhere }: World, given: Record<string, unknown>): Record<string, unknown> =>
  // No spread: V8 gives each object that is spread a hidden class of its own, and what reads it is slow.
  Object.keys(everywhere).length === 0 ? given : Object.assign({}, everywhere, given)

/** Ends the run with this fault: no card around it can catch it. */
export const interrupt = (run: Progress, fault: Fault): Fault => {
  run.over = true
  return fault
}

/** Refuses to go on when the run was ended from outside or has used up its steps. */
export const burn = (run: Progress): void => {
  if (run.world.signal.aborted) throw interrupt(run, toFault(run.world.signal.reason))
  if (run.fuel-- <= 0) throw interrupt(run, new Fault('run.fuel', { steps: run.world.fuel }))
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
