import {
  CALLER,
  type Catalog,
  cardAt,
  deployedKeyOf,
  INDEX,
  keyOfPath,
  RUN_ID,
  type Specs,
  viewOf
} from '@hookwright/engine'
import {
  cardOf,
  type FrozenFlow,
  type Id,
  type Json,
  type Step,
  type StepPath,
  startCardOf
} from '@hookwright/model'
import { runViewOf, type ShownRun } from '../run/run-view.ts'

/** A run with the flows that its steps may belong to. */
export interface FramedRun {
  id: Id
  /** Flow of the outermost steps. */
  flow: FrozenFlow
  flows: ReadonlyMap<Id, FrozenFlow>
  specs: Specs
  catalog: Catalog
  /** Fields of the connections in the flows of actions, by version. */
  actionFields: Record<Id, Catalog['connectionFields']>
  steps: Step[]
  /** Outputs of start cards supplied from outside, by the key of their step paths. */
  given: Record<string, Record<string, Json>>
  result: Record<string, unknown> | null
  /** True when it started a run per record, each with the cards after the event. */
  spreads: boolean
}

/** Returns the connector version of an action's flow; null for any other flow. */
export const actionVersionOf = (flowId: Id): Id | null => {
  const end = flowId.lastIndexOf('/')
  return end === -1 ? null : flowId.slice(0, end)
}

/** Returns the catalog of a flow of a run; an action's flow has the connection of its card. */
export const catalogIn = ({ catalog, actionFields }: FramedRun, flowId: Id): Catalog => {
  const version = actionVersionOf(flowId)
  return version === null ? catalog : { ...catalog, connectionFields: actionFields[version] ?? [] }
}

/** One called flow of a run: by the card at the end of the path, which is empty for the outermost. */
export interface Frame {
  caller: StepPath
  flow: FrozenFlow
}

/**
 * Returns the flows around a step, from the outside in.
 * They are the run's own flow, and each flow called by a card on the path.
 */
export const framesTo = (run: FramedRun, path: StepPath): Frame[] => {
  const frames: Frame[] = [{ caller: [], flow: run.flow }]
  for (let at = 1; at < path.length; at += 1) {
    const part = path[at]
    if (typeof part === 'number' || part === undefined) continue
    const caller = path.slice(0, at)
    const card = cardAt({ ...run, path: caller })?.card
    if (card === undefined || card.blocks?.some(block => block.strip.includes(part)) === true) continue
    const called = cardAt({ ...run, path: path.slice(0, at + 1) })
    const flow = called === null ? undefined : run.flows.get(called.flow.id)
    if (flow !== undefined) frames.push({ caller, flow })
  }
  return frames
}

const isInside = (path: StepPath, caller: StepPath): boolean =>
  path.length > caller.length && caller.every((part, index) => path[index] === part)

/**
 * Returns the values passed to the start card of a called flow.
 * They come from outside the run, or are the calling card's inputs, recomputed from the flow around it.
 */
const givenTo = (run: FramedRun, frames: Frame[], until: number | null): Record<string, unknown> => {
  const frame = frames.at(-1)
  const start = frame && startCardOf(frame.flow.doc)
  if (frame === undefined || start === undefined) return {}
  const passed = run.given[keyOfPath([...frame.caller, start.id])]
  const around = frames.slice(0, -1)
  const outer = around.at(-1)
  if (passed !== undefined || outer === undefined) return passed ?? {}
  const caller = frame.caller.findLast(part => typeof part === 'string')
  const view = viewOf(outer.flow.doc, run.specs, catalogIn(run, outer.flow.id))
  const { values } = runViewOf(view, shownRunOf(run, around, until))
  const card = typeof caller === 'string' ? cardOf(outer.flow.doc, caller) : undefined
  if (card === undefined) return {}
  const inputs = values.get(card.id)?.inputs ?? {}
  const spec = run.specs.get(card.type)
  const use = spec?.acts(card.config) ?? null
  const action = use && run.catalog.actions.get(deployedKeyOf(use.versionId, use.actionFlowId))
  return spec === undefined || !action ? inputs : spec.startValues(card.config, action, inputs)
}

/**
 * Returns outputs of the innermost start card that the trace does not store. These are the id of the run that an event
 * started, and for a helper flow the item number and calling flow, which are derived from its paths.
 */
const contextOf = ({ id: runId, specs }: FramedRun, frames: Frame[]): Record<string, unknown> | null => {
  const frame = frames.at(-1)
  const outer = frames.at(-2)
  const start = frame && startCardOf(frame.flow.doc)
  const kind = start && specs.get(start.type)?.starts?.kind
  if (kind === 'user-event') return { [RUN_ID]: runId }
  if (frame === undefined || outer === undefined || kind !== 'helper') return null
  const last = frame.caller.at(-1)
  const { id, name } = outer.flow
  return { [CALLER]: { id, name }, ...(typeof last === 'number' && last >= 0 && { [INDEX]: last }) }
}

/** Returns the innermost of these flows as it ran, up to a step (its index among all) or to the end of the run. */
export const shownRunOf = (run: FramedRun, frames: Frame[], until: number | null): ShownRun => {
  const { caller, flow } = frames.at(-1) ?? { caller: [], flow: run.flow }
  const past = until === null ? run.steps : run.steps.slice(0, until + 1)
  const inner = (path: StepPath): StepPath => path.slice(caller.length)
  const context = contextOf(run, frames)
  const start = startCardOf(flow.doc)?.id
  const shown = (step: Step): Step => {
    const path = inner(step.path)
    const isStart = context !== null && path.length === 1 && path[0] === start
    return isStart && typeof step.outputs === 'object'
      ? { ...step, path, outputs: { ...context, ...step.outputs } }
      : { ...step, path }
  }
  const at = until === null ? undefined : run.steps[until]?.path
  return {
    flow: flow.doc,
    steps: past.flatMap(step => (isInside(step.path, caller) ? [shown(step)] : [])),
    given: { ...context, ...givenTo(run, frames, until) },
    result: caller.length === 0 && until === null ? run.result : null,
    spreads: caller.length === 0 && run.spreads,
    ...(at !== undefined && isInside(at, caller) && { at: inner(at) })
  }
}
