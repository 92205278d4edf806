import type { CardValues, RunMark } from '@hookwright/cards/views'
import type { FlowView, Scope } from '@hookwright/engine'
import type { CardId, FieldId, Flow, Step } from '@hookwright/model'
import { type LastValues, lastOutputsOf, lastValuesOf } from './last-values.ts'
import { markOf, type RunView, runViewOf, type ShownRun, stepsOfCards } from './run-view.ts'

/** Result of a single-card run, including the cards inside the card's blocks. */
export interface AloneRun {
  values: CardValues
  marks: ReadonlyMap<CardId, RunMark>
  gave: Scope
}

/** Builds the result of a single-card run from its steps. */
export const aloneRunOf = (params: {
  flow: Flow
  card: CardId
  inputs: Record<FieldId, unknown>
  steps: Step[]
}): AloneRun => {
  const { flow, card, inputs, steps } = params
  const gave = lastOutputsOf({ flow, steps, given: {} }, [card])
  return {
    values: { inputs, outputs: gave.get(card) ?? {} },
    marks: new Map(stepsOfCards(flow, steps, [card]).map(({ step, card: { id } }) => [id, markOf(step)])),
    gave
  }
}

/** The runs shown on the cards. */
export interface ShownRuns {
  /** Displayed run of the flow; null for none. */
  shown: ShownRun | null
  /** Results of single-card runs since the displayed run, by card. */
  alone: ReadonlyMap<CardId, AloneRun>
  /** Pinned outputs of cards; null while they are loading. */
  pinned: Scope | null
  /** True to show values on the cards. The values of a single-card run are always shown. */
  values: boolean
}

type Gave = Pick<ShownRuns, 'shown' | 'alone' | 'pinned'>

/**
 * Returns the last known outputs of each card. Outputs of single-card runs replace those of the displayed
 * run; pinned outputs replace both.
 */
export const shownOutputsOf = ({ shown, alone, pinned }: Gave): Scope =>
  new Map([
    ...(shown === null ? [] : lastOutputsOf(shown)),
    ...[...alone.values()].flatMap(run => [...run.gave]),
    ...(pinned ?? [])
  ])

/**
 * Returns the status marks for the last run of a flow that is being edited (`marked`). Cards that the run did
 * not reach, and all cards of other runs, get none.
 */
const resultsOf = ({ flow, steps, marked }: ShownRun): [CardId, RunMark][] =>
  marked
    ? stepsOfCards(flow, steps).flatMap(({ step, card }) =>
        step.status === 'skipped' ? [] : [[card.id, markOf(step)]]
      )
    : []

const none: RunView = { marks: new Map(), values: new Map() }

/**
 * Returns a function that computes the status marks and values of the cards. Its results reuse the objects of
 * unchanged parts.
 */
export const openRunSight = (): ((view: FlowView, seen: ShownRuns) => RunView) => {
  let whole: { run: ShownRun; view: RunView } | null = null
  let gave: Gave & { scope: Scope } = { shown: null, alone: new Map(), pinned: null, scope: new Map() }
  let last: LastValues | null = null

  const wholeOf = (view: FlowView, run: ShownRun): RunView => {
    if (whole?.run !== run) whole = { run, view: runViewOf(view, run) }
    return whole.view
  }

  const gaveBy = ({ shown, alone, pinned }: ShownRuns): Scope => {
    if (gave.shown !== shown || gave.alone !== alone || gave.pinned !== pinned)
      gave = { shown, alone, pinned, scope: shownOutputsOf({ shown, alone, pinned }) }
    return gave.scope
  }

  return (view, seen) => {
    const { shown, alone, values } = seen
    const pinned: Scope = seen.pinned ?? new Map()
    const drawn = shown === null || shown.past ? none : wholeOf(view, shown)
    if (alone.size === 0 && pinned.size === 0 && !shown?.past)
      return values ? drawn : { ...drawn, values: none.values }
    const own = new Map([...alone].map(([card, run]) => [card, run.values]))
    const marks = new Map([
      ...drawn.marks,
      ...(values && shown?.past ? resultsOf(shown) : []),
      ...[...alone.values()].flatMap(run => [...run.marks]),
      ...[...pinned.keys()].map((card): [CardId, RunMark] => [card, { is: 'pinned' }])
    ])
    if (!values) return { marks, values: own }
    last = lastValuesOf(view, gaveBy(seen), last)
    return { marks, values: new Map([...last.values, ...own]) }
  }
}
