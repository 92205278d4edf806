import { paletteBounds, type paletteFiguresOf } from './palette-figures.ts'

/** Formats the report of the palette bench: a table in Markdown. */
export function paletteReportOf(
  {
    openMs,
    filterMs,
    listed,
    goals,
    foreignCores,
    disturbed,
    measurements
  }: ReturnType<typeof paletteFiguresOf>,
  sizes: { connectors: number; actions: number }
): string {
  const told = (reached: boolean) => (reached ? 'reached' : 'MISSED')
  const size = `${sizes.connectors} connectors, ${sizes.actions.toLocaleString('en')} actions`
  return [
    '',
    `| palette with ${size} | goal | value | |`,
    '|---|---|---|---|',
    `| open, ${listed} rows | ≤ ${paletteBounds.openMs} ms | ${openMs.toFixed(0)} ms | ${told(goals.open)} |`,
    `| a letter of a search, p95 | ≤ ${paletteBounds.filterMs} ms | ${filterMs.toFixed(0)} ms | ${told(goals.filter)} |`,
    '',
    'Medians of the rounds: the time that the browser reports from a key to the next painted frame, in steps of 8 ms from 16 ms on.',
    disturbed > 0
      ? `DISTURBED: in ${disturbed} of ${measurements} measurements other processes took too much, ` +
        `${foreignCores.most.toFixed(2)} cores at most, ${foreignCores.median.toFixed(2)} in the median.`
      : `The machine was quiet: other processes took ${foreignCores.most.toFixed(2)} cores at most.`,
    ''
  ].join('\n')
}
