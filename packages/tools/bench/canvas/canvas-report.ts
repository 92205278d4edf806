import { canvasBounds, type canvasFiguresOf } from './canvas-figures.ts'

/**
 * Formats the report of the canvas bench: a table in Markdown.
 *
 * @param given fields of the smaller flow
 */
export function canvasReportOf(
  figures: ReturnType<typeof canvasFiguresOf>,
  { fields }: { fields: number }
): string {
  const { small, product, reference, presentRatio, goals } = figures
  const { foreignCores, disturbed, measurements } = figures
  const { framesPerSecond, keyMs, presentRatio: presentBound } = canvasBounds
  const smooth = ({ perSecond, p95Ms }: typeof product.drag) =>
    `${perSecond.toFixed(1)} frames/s, p95 ${p95Ms.toFixed(1)} ms`
  const row = (name: string, bound: string, found: string, bare: string, reached: boolean) =>
    `| ${name} | ${bound} | ${found} | ${bare} | ${reached ? 'reached' : 'MISSED'} |`
  return [
    '',
    '| canvas | goal | product | bare React Flow | |',
    '|---|---|---|---|---|',
    row(
      `100 cards, ${fields} fields: drag`,
      `≥ ${framesPerSecond} frames/s`,
      smooth(small.drag),
      '',
      goals.smallDrag
    ),
    row('pan', `≥ ${framesPerSecond} frames/s`, smooth(small.pan), '', goals.smallPan),
    row('a letter typed, p95', `≤ ${keyMs} ms`, `${small.typingMs} ms`, '', goals.typing),
    row('an arrow to the next card, p95', `≤ ${keyMs} ms`, `${small.walkingMs} ms`, '', goals.walking),
    row(
      '1,000 cards: present',
      `≤ ${presentBound} × bare`,
      `${product.presentMs.toFixed(0)} ms, ${presentRatio.toFixed(2)} ×`,
      `${reference.presentMs.toFixed(0)} ms`,
      goals.present
    ),
    row(
      'drag',
      `≥ ${framesPerSecond} frames/s`,
      smooth(product.drag),
      smooth(reference.drag),
      goals.largeDrag
    ),
    row('pan', `≥ ${framesPerSecond} frames/s`, smooth(product.pan), smooth(reference.pan), goals.largePan),
    '',
    'Medians of the rounds. Headless Chromium draws by software, and no screen waits: frames are how often the page was ' +
      'asked to draw, at most 60 a second. Keys are the time that the browser reports until the next painted frame, in steps of 8 ms from 16 ms on.',
    disturbed > 0
      ? `DISTURBED: in ${disturbed} of ${measurements} measurements other processes took too much, ` +
        `${foreignCores.most.toFixed(2)} cores at most, ${foreignCores.median.toFixed(2)} in the median.`
      : `The machine was quiet: other processes took ${foreignCores.most.toFixed(2)} cores at most.`,
    ''
  ].join('\n')
}
