import { cardSpecs } from '@hookwright/cards'
import {
  type ComparedStep,
  compareFields,
  compareRuns,
  type FlowView,
  keyOfPath,
  viewOf
} from '@hookwright/engine'
import { type Id, type StepPath, sameJson } from '@hookwright/model'
import { catalogOfUserFlow } from '../../../features/canvas/user-flow-catalog.ts'
import type { OpenedRun } from '../../../features/history/api-types.ts'

/**
 * One of two compared runs. Its functions return the position and name of a step, and the label of an output.
 */
export interface ComparedSide {
  open: OpenedRun
  /** Returns the position of a step in the run, from 1; null if the run does not have the step. */
  placeOf: (path: StepPath) => number | null
  nameOf: (path: StepPath) => string | undefined
  labelOf: (path: StepPath, field: string) => string | undefined
}

const sideOf = (open: OpenedRun): ComparedSide => {
  const { lines, flows } = open
  const catalog = catalogOfUserFlow(open)
  const places = new Map(lines.map(({ path }, index) => [keyOfPath(path), index]))
  const views = new Map<Id, FlowView>()
  const viewIn = (flowId: Id): FlowView | undefined => {
    const known = views.get(flowId)
    const flow = flows.find(({ id }) => id === flowId)
    if (known !== undefined || flow === undefined) return known
    const view = viewOf(flow.doc, cardSpecs, catalog)
    views.set(flowId, view)
    return view
  }
  const lineOf = (path: StepPath) => lines[places.get(keyOfPath(path)) ?? -1]
  return {
    open,
    placeOf: path => {
      const at = places.get(keyOfPath(path))
      return at === undefined ? null : at + 1
    },
    nameOf: path => lineOf(path)?.name,
    labelOf: (path, field) => {
      const line = lineOf(path)
      const view = line && viewIn(line.flowId)
      const card = view?.flow.cards[String(path.findLast(part => typeof part === 'string') ?? '')]
      return card && view?.portsOf(card)?.outputs.find(({ id }) => id === field)?.label
    }
  }
}

/** Two compared runs. The run that started first is the old one. */
export interface ComparedRuns {
  old: ComparedSide
  next: ComparedSide
  steps: ComparedStep[]
  /** Output of the Return card in both runs, by field. */
  result: ComparedStep['fields']
}

const sidesOf = (one: OpenedRun, other: OpenedRun): [OpenedRun, OpenedRun] => {
  const isLater =
    one.run.startedAt > other.run.startedAt ||
    (one.run.startedAt === other.run.startedAt && one.run.id > other.run.id)
  return isLater ? [other, one] : [one, other]
}

/** Compares two runs, passed in any order. */
export const comparedRuns = (one: OpenedRun, other: OpenedRun): ComparedRuns => {
  const [old, next] = sidesOf(one, other)
  const sideRun = ({ run, given: params }: OpenedRun) => ({ steps: run.steps ?? [], given: params })
  const results = [old.run.result ?? {}, next.run.result ?? {}] as const
  return {
    old: sideOf(old),
    next: sideOf(next),
    steps: compareRuns(sideRun(old), sideRun(next)),
    result: sameJson(...results) ? [] : compareFields(...results).filter(({ is }) => is !== 'same')
  }
}
