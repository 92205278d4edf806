import { useDesk } from './use-canvas.tsx'

/** Reads out what was done on the canvas. */
export const LiveRegion = () => {
  const said = useDesk(desk => desk.said)
  return (
    <p aria-live="polite" role="status" className="sr-only">
      {said}
    </p>
  )
}
