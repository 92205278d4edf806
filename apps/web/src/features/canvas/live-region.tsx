import { useDesk } from './use-canvas.tsx'

/** Live region that announces actions on the canvas to screen readers. */
export const LiveRegion = () => {
  const said = useDesk(desk => desk.said)
  return (
    <p aria-live="polite" role="status" className="sr-only">
      {said}
    </p>
  )
}
