import { brandedOf } from '@hookwright/cards/views'
import type { Millis, Step, StepPath } from '@hookwright/model'
import type { OpenedRun } from '../../../features/history/api-types.ts'
import { joinSpans, limitSpans, type RequestSpan, spansOf, timeInRequests } from './request-spans.ts'

type Line = Pick<OpenedRun['lines'][number], 'path' | 'step' | 'name' | 'type'>

/**
 * Row of a waterfall: a step, or an iteration with the steps inside it. Times are milliseconds since the start of the
 * run.
 */
export interface WaterfallRow {
  key: string
  /** Nesting level, from 1. */
  level: number
  name: string
  /** Index of the step. For an iteration, index of its first step. */
  step: number
  /** Step of the row; null for an iteration, which has no step. */
  of: Step | null
  failed: boolean
  from: number
  to: number
  /** True if the child rows are shown; null if there are none. */
  open: boolean | null
  /** True if the row cannot be collapsed, because it contains the selected step. */
  isHeld: boolean
  /** Time spans of the step's requests, including inner steps that have no visible row. */
  spans: readonly RequestSpan[]
  /** Time in which a request was pending, in milliseconds; null for a step without requests. */
  waited: Millis | null
}

interface Node extends Omit<WaterfallRow, 'level' | 'open' | 'isHeld' | 'spans' | 'waited'> {
  /** True for an app card. Its inner steps are those of a connector, and are collapsed at first. */
  isApp: boolean
  inside: Node[]
  /** Time spans of the step's own requests. `all` also includes the requests of inner steps. */
  own: readonly RequestSpan[]
  all: readonly RequestSpan[]
}

/**
 * Names that replace the default names of a connector flow's first and last card: “Read inputs”, “Return the
 * outputs”. Cards that the maker renamed keep their names.
 */
const plainNames: Record<string, string> = {
  'Webhook Event': 'Receive the event',
  'Polling Monitor': 'Receive the record',
  'Connector Action': 'Read inputs',
  'Return Outputs': 'Return the outputs'
}

/**
 * Limits of the number of steps in a run. Above `inApps` its app cards are collapsed at first, above
 * `iterations` also its iterations.
 */
export const MOST_OPEN = { inApps: 16, iterations: 60 }

const nodeOf = (line: Line, index: number): Node => ({
  key: line.path.join('/'),
  name: line.name,
  step: index,
  of: line.step,
  failed: line.step.status === 'failed',
  isApp: brandedOf(line.type) !== undefined,
  from: line.step.from,
  to: line.step.to,
  inside: [],
  own: [],
  all: []
})

const iterationOf = (path: StepPath, number: number, index: number): Node => ({
  key: path.join('/'),
  name: `Iteration ${number + 1}`,
  step: index,
  of: null,
  failed: false,
  isApp: false,
  from: Number.POSITIVE_INFINITY,
  to: 0,
  inside: [],
  own: [],
  all: []
})

/**
 * Returns the steps of a run as a tree. Each step is inside the innermost step around it; iterations have
 * their own nodes.
 */
const treeOf = (lines: readonly Line[]): Node[] => {
  const nodes = new Map<string, Node>()
  const outermost: Node[] = []

  const placeOf = (path: StepPath, index: number): Node[] => {
    for (let length = path.length - 1; length > 0; length -= 1) {
      const around = path.slice(0, length)
      const number = around.at(-1)
      const key = around.join('/')
      const known = nodes.get(key)
      if (known !== undefined) return known.inside
      if (typeof number !== 'number') continue
      const iteration = iterationOf(around, number, index)
      nodes.set(key, iteration)
      placeOf(around, index).push(iteration)
      return iteration.inside
    }
    return outermost
  }

  for (const [index, line] of lines.entries()) {
    const node = nodeOf(line, index)
    placeOf(line.path, index).push(node)
    nodes.set(node.key, node)
  }
  return outermost
}

/**
 * Computes the request spans of a row and of all rows inside it. An iteration gets the time from its first to
 * its last step.
 */
const timed = (node: Node): Node => {
  const inside = node.inside.map(timed)
  const own = joinSpans(spansOf(node.of?.requests ?? [], node.to))
  const all = inside.length === 0 ? own : joinSpans([...own, ...inside.flatMap(each => each.all)])
  if (node.of !== null) return { ...node, inside, own, all }
  return {
    ...node,
    inside,
    own,
    all,
    failed: inside.some(({ failed }) => failed),
    from: Math.min(...inside.map(({ from }) => from)),
    to: Math.max(...inside.map(({ to }) => to))
  }
}

/** Steps of a run as a tree, from which the rows of the waterfall are computed. */
export interface Waterfall {
  nodes: Node[]
  count: number
  /** End of the last step, in milliseconds; at least 1, since it is used as a divisor. */
  total: number
}

/** Prepares the steps of a run for display as a waterfall. */
export const waterfallOf = (lines: readonly Line[]): Waterfall => ({
  nodes: treeOf(lines).map(timed),
  count: lines.length,
  total: lines.reduce((latest, { step }) => Math.max(latest, step.to), 1)
})

/**
 * Returns the visible rows: all rows except those inside collapsed rows.
 *
 * In a run with more than `mostInApps` steps, app cards that did not fail are collapsed at first; in a very
 * long run, iterations as well. `flipped` has the rows that the user toggled. Rows around the selected step
 * are expanded, and a selected app card as well.
 */
export const waterfallRows = (
  { nodes, count, total }: Waterfall,
  flipped: ReadonlySet<string>,
  shown: StepPath | null,
  mostInApps = MOST_OPEN.inApps
): WaterfallRow[] => {
  const rows: WaterfallRow[] = []
  const path = shown?.join('/') ?? ''
  const add = (node: Node, level: number, isInApp: boolean): void => {
    const { inside, isApp, own, all, ...row } = node
    const isFolded =
      (isApp && !node.failed && count > mostInApps) || (node.of === null && count > MOST_OPEN.iterations)
    const isHeld = path.startsWith(`${node.key}/`) || (isApp && path === node.key)
    const open = isHeld || isFolded === flipped.has(node.key)
    const name = (isInApp && plainNames[node.name]) || node.name
    const spans = open ? own : all
    const waited = timeInRequests(spans)
    rows.push({
      ...row,
      ...{ name, level, open: inside.length === 0 ? null : open, isHeld },
      spans: limitSpans(spans, total),
      waited: waited === null ? null : Math.min(waited, row.to - row.from)
    })
    if (open) for (const each of inside) add(each, level + 1, isApp)
  }
  for (const node of nodes) add(node, 1, false)
  return rows
}
