import { disturbingCores } from '../wait-for-quiet.ts'

/** Import of the documents of a service in one round. */
export interface Imported {
  name: string
  /** Time from the first click to the flows of the new connector. */
  ms: number
  clicks: number
  hasEvent: boolean
  /** Number of drafts that it has made. */
  flows: number
  /** Longest delay of the server's event loop by the clock. */
  delayMs: number
  /** Longest time for which the server's main thread computed in one turn. */
  busyMs: number
}

/** Targets of an import. */
export const documentsBounds = { seconds: 120, blockedMs: 50 }

/**
 * Returns the figures to print and the reached targets. The slowest time of a service counts, and the shortest blocking, since
 * code is compiled in the first round.
 */
export function documentsFiguresOf({ rounds, foreignCores }: { rounds: Imported[][]; foreignCores: number }) {
  const names = [...new Set(rounds.flat().map(({ name }) => name))]
  const services = names.map(name => {
    const each = rounds.flat().filter(imported => imported.name === name)
    const seconds = Math.max(...each.map(({ ms }) => ms)) / 1_000
    const blockedMs = Math.min(...each.map(({ busyMs }) => busyMs))
    return {
      ...{ name, seconds, blockedMs },
      delayMs: Math.min(...each.map(({ delayMs }) => delayMs)),
      clicks: Math.max(...each.map(({ clicks }) => clicks)),
      hasEvent: each.every(({ hasEvent }) => hasEvent),
      flows: Math.min(...each.map(({ flows }) => flows)),
      goals: { seconds: seconds <= documentsBounds.seconds, blocked: blockedMs <= documentsBounds.blockedMs }
    }
  })
  return {
    services,
    foreignCores,
    disturbed: foreignCores > disturbingCores,
    reached: services.every(({ goals }) => goals.seconds && goals.blocked)
  }
}

/** Formats the report: a table in Markdown. */
export function documentsReportOf({
  services,
  foreignCores,
  disturbed
}: ReturnType<typeof documentsFiguresOf>): string {
  const word = (...reached: boolean[]) => (reached.every(Boolean) ? 'reached' : 'MISSED')
  const { seconds: mostSeconds, blockedMs: mostBlocked } = documentsBounds
  return [
    '',
    `| connector from OpenAPI | s (≤ ${mostSeconds}) | clicks | blocked (≤ ${mostBlocked} ms) | by the clock | drafts | |`,
    '|---|---|---|---|---|---|---|',
    ...services.map(
      ({ name, seconds, clicks, blockedMs, delayMs, flows, hasEvent, goals }) =>
        `| ${name}${hasEvent ? ', with an event' : ''} | ${seconds.toFixed(1)} | ${clicks} | ${blockedMs.toFixed(0)} ms | ` +
        `${delayMs.toFixed(0)} ms | ${flows} | ${word(goals.seconds, goals.blocked)} |`
    ),
    '',
    'Three actions of each, and an event where the documents have any, by mouse. Blocked: the longest time for which the ' +
      'main thread of the server computed without a pause; by the clock, other processes add to it.',
    disturbed
      ? `DISTURBED: other processes took ${foreignCores.toFixed(2)} cores meanwhile.`
      : `The machine was quiet: other processes took ${foreignCores.toFixed(2)} cores.`,
    ''
  ].join('\n')
}
