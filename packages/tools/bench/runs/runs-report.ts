import { runsBounds, type runsFiguresOf, runsLoad } from './runs-figures.ts'

/** Formats the report of the runs bench: a table in Markdown. */
export function runsReportOf({
  perSecond,
  lagP50Ms,
  lagP95Ms,
  tookP50Ms,
  accepted,
  ran,
  failed,
  goals
}: ReturnType<typeof runsFiguresOf>): string {
  const row = (name: string, bound: string, found: string, reached: boolean) =>
    `| ${name} | ${bound} | ${found} | ${reached ? 'reached' : 'MISSED'} |`
  return [
    '',
    `| runs with a call that takes ${runsLoad.answersAfterMs} ms, ${runsLoad.rate} deliveries/s | goal | product | |`,
    '|---|---|---|---|',
    row('runs a second', `≥ ${runsBounds.perSecond}/s`, `${perSecond.toFixed(1)}/s`, goals.perSecond),
    row(
      'from arrival to the start of its run, p95',
      `≤ ${runsBounds.lagMs} ms`,
      `${lagP95Ms.toFixed(0)} ms (p50 ${lagP50Ms.toFixed(0)} ms); a run took ${tookP50Ms.toFixed(0)} ms`,
      goals.lag
    ),
    row('runs that succeeded', 'all', `${ran - failed} of ${accepted}`, goals.all),
    ''
  ].join('\n')
}
