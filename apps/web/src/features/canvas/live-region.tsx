import { useUiState } from './use-canvas.tsx'

/** Live region that announces actions on the canvas to screen readers. */
export const LiveRegion = () => {
  const said = useUiState(ui => ui.said)
  return (
    <p aria-live="polite" role="status" className="sr-only">
      {said}
    </p>
  )
}
