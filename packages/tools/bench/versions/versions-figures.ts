import { disturbanceLine, disturbanceOf, judged, row } from '../goals.ts'
import { median, rounded } from '../median.ts'
import type { Measured } from '../receiving/measure-loads.ts'

/** Targets: minimum rate and maximum CPU time per delivery, as ratios to the earlier version. */
const bounds = { rate: 0.95, cpu: 1.05 }

interface Given {
  before: string
  beforeRounds: Measured[]
  nowRounds: Measured[]
}

/**
 * Returns the figures to print and the reached targets. A ratio is the median of the ratios of the rounds,
 * since the speed of a machine changes from round to round.
 */
export function figuresOf({ before, beforeRounds, nowRounds }: Given) {
  const all = [...beforeRounds, ...nowRounds]
  const ratioOf = (figure: (round: Measured) => number) =>
    rounded(
      median(
        nowRounds.map((now, index) => {
          const earlier = beforeRounds[index]
          return earlier === undefined ? Number.NaN : figure(now) / figure(earlier)
        })
      )
    )
  const rate = ratioOf(({ perSecond }) => perSecond)
  const cpu = ratioOf(({ cpuPerThousand }) => cpuPerThousand)
  const failures = all.reduce(
    (sum, { non2xx, broken, failuresBefore }) => sum + non2xx + broken + failuresBefore,
    0
  )
  return {
    before,
    rounds: { before: beforeRounds.map(summaryOf), now: nowRounds.map(summaryOf) },
    rate,
    cpu,
    failures,
    ...disturbanceOf(all),
    ...judged({ rate: rate >= bounds.rate, cpu: cpu <= bounds.cpu, failures: failures === 0 })
  }
}

function summaryOf({ perSecond, cpuPerThousand }: Measured) {
  return { perSecond: Math.round(perSecond), cpuPerThousand: rounded(cpuPerThousand) }
}

type Figures = ReturnType<typeof figuresOf>

/** Formats the report of the bench: tables in Markdown. */
export function reportOf(figures: Figures): string {
  const { before, rounds, rate, cpu, failures, goals } = figures
  return [
    '',
    '| 2.9 KB, signed, flow on | 2xx/s by round | CPU s per 1000, by round |',
    '|---|---|---|',
    rowOf(before, rounds.before),
    rowOf('now', rounds.now),
    '',
    '| goal | bound | found | |',
    '|---|---|---|---|',
    row(`rate to ${before}, median of the rounds`, `≥ ${bounds.rate} ×`, `${rate.toFixed(3)} ×`, goals.rate),
    row('CPU per delivery', `≤ ${bounds.cpu} ×`, `${cpu.toFixed(3)} ×`, goals.cpu),
    row('requests not answered with 2xx', 0, failures, goals.failures),
    '',
    disturbanceLine(figures),
    ''
  ].join('\n')
}

function rowOf(name: string, rounds: Figures['rounds']['now']) {
  const rates = rounds.map(({ perSecond }) => perSecond).join(', ')
  return row(name, rates, rounds.map(({ cpuPerThousand }) => cpuPerThousand.toFixed(3)).join(', '))
}
