import { mayRunCard } from '../../commands/run-card.ts'
import { useCanvas, useDrawing, useUiState } from '../../use-canvas.tsx'
import { CardForm } from './card-form.tsx'
import type { RunAlone } from './use-run-alone.ts'

/** Panel that runs the selected card alone, with editable input values, and shows the result. */
export const RunCardPanel = ({ alone }: { alone: RunAlone }) => {
  const canvas = useCanvas()
  const only = useUiState(({ chosen }) => (chosen.size === 1 ? ([...chosen][0] ?? null) : null))
  const drawn = useDrawing(({ cards }) => (only === null ? undefined : cards.get(only)))
  if (drawn === undefined)
    return <p className="m-0 p-3 text-body text-ink-2">Select the card that you want to run alone.</p>
  const may = mayRunCard(canvas, drawn.card.id)
  if (may !== true) return <p className="m-0 p-3 text-body text-ink-2">{may}</p>
  return <CardForm key={drawn.card.id} drawn={drawn} alone={alone} />
}
