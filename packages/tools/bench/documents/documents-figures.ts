import { disturbanceLine, disturbanceOf, judged, row } from '../goals.ts'

/** Measurements of creating a connector from the documents of a service. */
export interface Imported {
  name: string
  /** Time from the first click until the flows of the new connector are shown. */
  ms: number
  clicks: number
  hasEvent: boolean
  /** Number of flow drafts created by the import. */
  flows: number
  /** Longest delay of the server's event loop, in wall-clock time. */
  delayMs: number
  /** Longest CPU time of the server's main thread in one turn of the event loop. */
  busyMs: number
}

/** Measurements of the imports for all services. */
export interface Round {
  imported: Imported[]
  /** Number of CPU cores that other processes used during the measurement. */
  foreignCores: number
}

/** Targets of an import. */
const documentsBounds = { seconds: 120, blockedMs: 50 }

/**
 * Returns the figures to print and the reached targets. Of each service, the slowest import counts. Of the
 * blocking times, the shortest counts, since code is compiled in the first round.
 */
export function documentsFiguresOf(rounds: Round[]) {
  const all = rounds.flatMap(({ imported }) => imported)
  const services = [...new Set(all.map(({ name }) => name))].map(name => {
    const each = all.filter(imported => imported.name === name)
    return {
      name,
      seconds: Math.max(...each.map(({ ms }) => ms)) / 1_000,
      blockedMs: Math.min(...each.map(({ busyMs }) => busyMs)),
      delayMs: Math.min(...each.map(({ delayMs }) => delayMs)),
      clicks: Math.max(...each.map(({ clicks }) => clicks)),
      hasEvent: each.every(({ hasEvent }) => hasEvent),
      flows: Math.min(...each.map(({ flows }) => flows))
    }
  })
  return {
    services,
    ...disturbanceOf(rounds),
    ...judged({
      seconds: services.every(({ seconds }) => seconds <= documentsBounds.seconds),
      blocked: services.every(({ blockedMs }) => blockedMs <= documentsBounds.blockedMs)
    })
  }
}

/** Formats the report of the documents bench: a table in Markdown. */
export function documentsReportOf(figures: ReturnType<typeof documentsFiguresOf>): string {
  const { seconds: mostSeconds, blockedMs: mostBlocked } = documentsBounds
  return [
    '',
    row('connector from OpenAPI', 's', 'clicks', 'blocked', 'by the clock', 'drafts', ''),
    '|---|---|---|---|---|---|---|',
    ...figures.services.map(({ name, seconds, clicks, blockedMs, delayMs, flows, hasEvent }) =>
      row(
        hasEvent ? `${name}, with an event` : name,
        seconds.toFixed(1),
        clicks,
        `${blockedMs.toFixed(0)} ms`,
        `${delayMs.toFixed(0)} ms`,
        flows,
        seconds <= mostSeconds && blockedMs <= mostBlocked
      )
    ),
    '',
    `Goals: ${mostSeconds} s, and blocked for ${mostBlocked} ms. Three actions of each, and an event where the documents have any, by ` +
      'mouse. Blocked: the longest time for which the main thread of the server computed without a pause; by the clock, other ' +
      'processes add to it.',
    disturbanceLine(figures),
    ''
  ].join('\n')
}
