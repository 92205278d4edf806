import { disturbingCores } from '../wait-for-quiet.ts'
import { newcomerBounds, type newcomerFiguresOf } from './newcomer-figures.ts'

/** Formats the report of the newcomer bench: tables in Markdown. */
export function newcomerReportOf(figures: ReturnType<typeof newcomerFiguresOf>): string {
  const { seconds, clicks, startSeconds, buildSeconds, steps, goals, secondsByWay } = figures
  const { cpuSeconds, foreignCores } = figures
  const row = (...cells: (string | number)[]) => `| ${cells.join(' | ')} |`
  const word = (reached: boolean) => (reached ? 'reached' : 'MISSED')
  return [
    '',
    row('newcomer', 's', 'clicks'),
    '|---|---|---|',
    row('`npm start`: build', buildSeconds.toFixed(1), 0),
    row('`npm start`: until it listens', (startSeconds - buildSeconds).toFixed(1), 0),
    ...steps.map(step => row(step.name, (step.ms / 1_000).toFixed(1), step.clicks)),
    '',
    row('goal', 'bound', 'found', ''),
    '|---|---|---|---|',
    row(
      'from `npm start` to a run that is shown',
      `≤ ${newcomerBounds.seconds} s`,
      `${seconds.toFixed(1)} s`,
      word(goals.seconds)
    ),
    row('clicks', `≤ ${newcomerBounds.clicks}`, clicks, word(goals.clicks)),
    '',
    `A fresh clone of what is committed, installed and not built, empty data, a browser that is open already. All times: ` +
      `${secondsByWay.map(each => each.toFixed(1)).join(', ')} s; the least counts. ` +
      `It took ${cpuSeconds.toFixed(1)} s of CPU time, the browser's included.`,
    foreignCores > disturbingCores
      ? `DISTURBED: other processes took ${foreignCores.toFixed(2)} cores meanwhile.`
      : `The machine was quiet: other processes took ${foreignCores.toFixed(2)} cores.`,
    ''
  ].join('\n')
}
