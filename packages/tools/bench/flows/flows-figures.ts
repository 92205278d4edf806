import { judged, row } from '../goals.ts'
import { rounded } from '../median.ts'
import { referenceMs, slowFrom } from './calibrate.ts'
import type { FlowsValues } from './measure-flows.ts'
import type { RenewalsValues } from './measure-renewals.ts'

/**
 * Target of a measured value: at most `bound`. On a slow machine, at most `multiple` times the value measured
 * with few flows.
 */
interface Goal {
  title: string
  unit: 'ms' | 'MB'
  bound: number
  /** Multiple for slow machines; undefined if the bound applies to every machine. */
  multiple?: number
}

const goals: Partial<Record<keyof FlowsValues, Goal>> = {
  listenMs: { title: 'Start until it listens', unit: 'ms', bound: 1500, multiple: 5 },
  idleMb: { title: 'Memory, idle', unit: 'MB', bound: 260 },
  ranMb: { title: 'Memory after one event to each flow', unit: 'MB', bound: 420 },
  ownerPageMs: { title: 'Flows page of an owner', unit: 'ms', bound: 150, multiple: 5 },
  adminPageMs: { title: 'Flows page of the admin', unit: 'ms', bound: 150, multiple: 5 },
  upgradesMs: { title: 'Upgrades page', unit: 'ms', bound: 500, multiple: 5 },
  autosaveMs: { title: 'Autosave', unit: 'ms', bound: 20, multiple: 1.5 },
  switchOnMs: { title: 'One flow turned on, besides the service', unit: 'ms', bound: 60, multiple: 1.5 },
  switchOnsMs: { title: '200 flows turned on at once', unit: 'ms', bound: 8000, multiple: 1.5 },
  eventWithSwitchOnsP99Ms: { title: 'Event meanwhile, p99', unit: 'ms', bound: 100 }
}

/**
 * Maximum p99 latency of an event while the Flows page is open, as a multiple of the latency without an open
 * page.
 */
const eventMultiple = 2

interface Given {
  many: FlowsValues
  few: FlowsValues
  renewals: RenewalsValues
  calibrationMs: number
}

/** Returns the values measured with many flows, compared with their targets. */
export function flowsFiguresOf({ many, few, renewals, calibrationMs }: Given) {
  const slowness = rounded(calibrationMs / referenceMs)
  const isSlow = slowness > slowFrom
  const rows = Object.entries(goals).map(([name, goal]) => {
    const key = name as keyof typeof many
    const multiple = rounded(many[key] / few[key])
    const isWithin = many[key] <= goal.bound
    const byMultiple = !isWithin && isSlow && goal.multiple !== undefined
    const reached = isWithin || (byMultiple && multiple <= (goal.multiple ?? 0))
    return { name, ...goal, value: many[key], few: few[key], byMultiple, found: multiple, reached }
  })
  const eventRatio = rounded(many.eventWithPageP99Ms / many.eventP99Ms)
  const reachedOf: Record<string, boolean> = {
    ...Object.fromEntries(rows.map(({ name, reached }) => [name, reached])),
    eventWithPage: eventRatio <= eventMultiple,
    refused: many.refused === 0,
    renewals: renewals.inTime === renewals.overdue && renewals.failed === 0 && renewals.registeredAgain === 0
  }
  return {
    ...{ slowness, isSlow, rows, renewals },
    event: { aloneMs: many.eventP99Ms, withPageMs: many.eventWithPageP99Ms, ratio: eventRatio },
    ...{ firstSwitchOnMs: many.firstSwitchOnMs, refused: many.refused },
    ...judged(reachedOf)
  }
}

/** Formats the report of the flows bench: a table in Markdown. */
export function flowsReportOf({
  slowness,
  isSlow,
  rows,
  event,
  renewals,
  firstSwitchOnMs,
  refused,
  goals: reached
}: ReturnType<typeof flowsFiguresOf>): string {
  const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 })
  const seconds = (renewals.tookMs / 1000).toFixed(0)
  return [
    '',
    '| 10,000 flows on | goal | value | × 10 flows | |',
    '|---|---|---|---|---|',
    ...rows.map(each => {
      const goal = each.byMultiple ? `≤ ${each.multiple} × 10 flows` : `≤ ${number(each.bound)} ${each.unit}`
      const found = `${each.found.toFixed(2)} (${number(each.few)} ${each.unit})`
      return row(each.title, goal, `${number(each.value)} ${each.unit}`, found, each.reached)
    }),
    row(
      'Event with the Flows page open, p99',
      `≤ ${eventMultiple} × without`,
      `${number(event.withPageMs)} ms (${number(event.aloneMs)} ms without)`,
      `${event.ratio.toFixed(2)} × without`,
      reached.eventWithPage
    ),
    row('Events refused', 0, refused, '', reached.refused),
    row(
      'Overdue renewals in time',
      renewals.overdue,
      `${renewals.inTime} in ${seconds} s, ${renewals.failed} failed, ${renewals.registeredAgain} registered again`,
      '',
      reached.renewals
    ),
    '',
    `The first flow turned on after the start took ${number(firstSwitchOnMs)} ms, with code that ran for the first time.`,
    isSlow
      ? `The machine is ${slowness.toFixed(2)} times as slow as the reference (more than ${slowFrom}), so multiples count where there are some and the value is beyond its bound.`
      : `The machine takes ${slowness.toFixed(2)} times as long as the reference.`,
    ''
  ].join('\n')
}
