import { brandedOf } from '@hookwright/cards/views'
import type { Millis, Step, StepPath } from '@hookwright/model'
import type { OpenedRun } from '../../../features/history/api-types.ts'
import { drawnSpans, joinSpans, type RequestSpan, spansOf, timeInRequests } from './request-spans.ts'

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
  /** Index of the step; for an iteration that of the first step inside it. */
  step: number
  /** Null for an iteration, which has no step of its own. */
  of: Step | null
  failed: boolean
  from: number
  to: number
  /** True if the child rows are shown; null if there are none. */
  open: boolean | null
  /** True if it stays open for the selected step. */
  isHeld: boolean
  /** Times of requests of the step, and of those inside it that are not shown in rows of their own. */
  spans: readonly RequestSpan[]
  /** Part of its time in which a request was under way; null for a step without requests. */
  waited: Millis | null
}

interface Node extends Omit<WaterfallRow, 'level' | 'open' | 'isHeld' | 'spans' | 'waited'> {
  /** True for an app card, whose steps are those of a connector and are folded at first. */
  isApp: boolean
  inside: Node[]
  /** Times of requests of the step itself, and with those of all steps inside it. */
  own: readonly RequestSpan[]
  all: readonly RequestSpan[]
}

/** Names for users of the cards that begin and end the flow inside the card of an app, unless their maker renamed them. */
const plainNames: Record<string, string> = {
  'Webhook Event': 'Receive the event',
  'Polling Monitor': 'Receive the record',
  'Connector Action': 'Read inputs',
  'Return Outputs': 'Return the outputs'
}

/** Numbers of steps above which cards of apps, and iterations, are collapsed at first. */
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

/** Returns the steps of a run as a tree: each inside the innermost one around it, with nodes for iterations. */
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

/** Sets the times of iterations from their first to their last step, and the times of requests. */
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

/** Prepared waterfall of a run. */
export interface Waterfall {
  nodes: Node[]
  count: number
  /** End of the last step; at least 1, since it is a divisor. */
  total: number
}

/** Prepares the steps of a run for display as a waterfall. */
export const waterfallOf = (lines: readonly Line[]): Waterfall => ({
  nodes: treeOf(lines).map(timed),
  count: lines.length,
  total: lines.reduce((latest, { step }) => Math.max(latest, step.to), 1)
})

/**
 * Returns the visible rows: all except those inside collapsed ones. Unless the run is short, cards of apps that did not
 * fail are collapsed at first, in a large run iterations, too; `flipped` contains the rows toggled by the user, `mostInApps` the number of steps of a short run. Rows around the selected step
 * are open, and so is the card of an app that is selected itself.
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
      spans: drawnSpans(spans, total),
      waited: waited === null ? null : Math.min(waited, row.to - row.from)
    })
    if (open) for (const each of inside) add(each, level + 1, isApp)
  }
  for (const node of nodes) add(node, 1, false)
  return rows
}
