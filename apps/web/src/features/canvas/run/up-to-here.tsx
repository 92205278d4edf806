import { IconButton } from '@hookwright/ui'
import { X } from 'lucide-react'
import { useCanvas, useDrawing, useUiState } from '../use-canvas.tsx'

/** Notice that the next run ends at a certain card, with a button to run the whole flow. */
export const UpToHere = () => {
  const canvas = useCanvas()
  const upTo = useUiState(ui => ui.upTo)
  const name = useDrawing(({ cards }) => (upTo === null ? undefined : cards.get(upTo)?.name))
  if (upTo === null || name === undefined) return null
  return (
    <span className="inline-flex h-(--h-control) max-w-full items-center gap-1 rounded-s bg-accent-soft pr-1 pl-2.5 text-label text-ink">
      <span className="truncate">Runs up to “{name}”</span>
      <IconButton
        size="small"
        label="Run the whole flow"
        icon={<X aria-hidden />}
        onClick={() => canvas.ui.setState({ upTo: null })}
      />
    </span>
  )
}
