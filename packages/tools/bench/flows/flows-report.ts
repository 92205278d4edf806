import { slowFrom } from './calibrate.ts'
import { eventMultiple, type flowsFiguresOf } from './flows-figures.ts'

/** Formats the report of the flows bench: a table in Markdown. */
export function flowsReportOf({
  slowness,
  isSlow,
  rows,
  event,
  renewals,
  firstSwitchOnMs,
  refused,
  goals
}: ReturnType<typeof flowsFiguresOf>): string {
  const told = (reached: boolean | undefined) => (reached ? 'reached' : 'MISSED')
  const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 })
  const seconds = (renewals.tookMs / 1000).toFixed(0)
  return [
    '',
    '| 10,000 flows on | goal | value | × 10 flows | |',
    '|---|---|---|---|---|',
    ...rows.map(row => {
      const goal = row.byMultiple ? `≤ ${row.multiple} × 10 flows` : `≤ ${number(row.bound)} ${row.unit}`
      const found = `${row.found.toFixed(2)} (${number(row.few)} ${row.unit})`
      return `| ${row.title} | ${goal} | ${number(row.value)} ${row.unit} | ${found} | ${told(row.reached)} |`
    }),
    `| Event with the Flows page open, p99 | ≤ ${eventMultiple} × without | ${number(event.withPageMs)} ms (${number(event.aloneMs)} ms without) | ${event.ratio.toFixed(2)} × without | ${told(goals.eventWithPage)} |`,
    `| Events refused | 0 | ${refused} | | ${told(goals.refused)} |`,
    `| Overdue renewals in time | ${renewals.overdue} | ${renewals.inTime} in ${seconds} s, ${renewals.failed} failed, ${renewals.registeredAgain} registered again | | ${told(goals.renewals)} |`,
    '',
    `The first flow turned on after the start took ${number(firstSwitchOnMs)} ms, with code that ran for the first time.`,
    isSlow
      ? `The machine is ${slowness.toFixed(2)} times as slow as the reference (more than ${slowFrom}), so multiples count where there are some and the value is beyond its bound.`
      : `The machine takes ${slowness.toFixed(2)} times as long as the reference.`,
    ''
  ].join('\n')
}
