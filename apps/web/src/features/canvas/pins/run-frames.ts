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

/** A run with all flows that its steps may belong to. */
export interface FramedRun {
  id: Id
  /** The run's own flow, to which the outermost steps belong. */
  flow: FrozenFlow
  flows: ReadonlyMap<Id, FrozenFlow>
  specs: Specs
  catalog: Catalog
  /** Connection fields of each connector with an action in the run, by connector version. */
  actionFields: Record<Id, Catalog['connectionFields']>
  steps: Step[]
  /** Outputs of start cards that were passed in from outside the run, keyed by step path. */
  given: Record<string, Record<string, Json>>
  result: Record<string, unknown> | null
  /**
   * True when the run only handled the event, and the cards after the event ran in a separate run for each
   * record.
   */
  spreads: boolean
}

/**
 * Returns the connector version of an action's flow, which is part of the flow's id; null for any other flow.
 */
export const actionVersionOf = (flowId: Id): Id | null => {
  const end = flowId.lastIndexOf('/')
  return end === -1 ? null : flowId.slice(0, end)
}

/**
 * Returns the catalog for a flow of a run. For an action's flow it has the connection fields of the action's
 * connector.
 */
export const catalogIn = ({ catalog, actionFields }: FramedRun, flowId: Id): Catalog => {
  const version = actionVersionOf(flowId)
  return version === null ? catalog : { ...catalog, connectionFields: actionFields[version] ?? [] }
}

/**
 * A flow within a run. `caller` is the path of the card that called the flow, or empty for the run's own
 * flow.
 */
export interface Frame {
  caller: StepPath
  flow: FrozenFlow
}

/**
 * Returns the flows that contain a step, outermost first.
 *
 * The first is the run's own flow. Each further one is called by a card on the path.
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
 *
 * They were passed in from outside the run, or are the inputs of the calling card, recomputed from the
 * enclosing flow.
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
 * Returns outputs of the innermost start card that the trace does not store; null for none.
 *
 * For an event this is the id of the started run. For a helper flow these are the item number and the calling
 * flow, which are derived from the step paths.
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

/**
 * Returns the part of the run that belongs to the innermost flow in `frames`.
 *
 * It ends with the step number `until`, counted among all steps of the run from 0; null for the whole run.
 */
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
