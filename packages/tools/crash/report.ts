import { breachesIn, type Verdict } from '../history/check-history.ts'
import type { History } from '../history/history.ts'

/** Maximum number of sentences shown for each kind; the rest is counted. */
const mostShown = 20

interface Given {
  history: History
  verdict: Verdict
  startsMs: number[]
  restMs: number
}

/** Formats the report of a crash test; its last line is a summary of three numbers. */
export function reportOf({ history, verdict, startsMs, restMs }: Given): string {
  const { acked, onHold, lost, doubled, unowned, odd } = verdict
  const again = history.effects.length - new Set(history.effects.map(({ key }) => key)).size
  const duplicates = history.kept.filter(({ status }) => status === 'duplicate').length
  const intact = history.integrity.filter(word => word === 'ok').length
  return [
    ...breachesIn(verdict).slice(0, mostShown),
    `${history.sent.length} deliveries were sent, ${history.kept.length} are in the file, ${duplicates} of them duplicates, ${onHold} on hold after three kills.`,
    `${history.effects.length} effects were seen, ${again} of them again after a kill had found them under way.`,
    `integrity_check was ok ${intact} of ${history.integrity.length} times; the server listened again within ` +
      `${Math.max(...startsMs).toFixed(0)} ms; after the last kill all was done within ${restMs.toFixed(0)} ms.`,
    ...(unowned.length > 0 ? [`${unowned.length} subscriptions are unowned; see above.`] : []),
    ...(odd.length > 0 ? [`${odd.length} things are odd; see above.`] : []),
    `acked ${acked} lost ${lost.length} doubled ${doubled.length}`
  ].join('\n')
}
