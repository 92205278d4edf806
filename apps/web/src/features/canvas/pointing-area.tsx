import { type ReactNode, useMemo } from 'react'
import { pointingOn } from './pointing.ts'
import { useCanvas } from './use-canvas.tsx'

/**
 * Area that handles the pointer and keyboard events of all pills and fields inside it. Pills can be picked up
 * and dropped on fields.
 */
export const PointingArea = ({ children }: { children: ReactNode }) => {
  const canvas = useCanvas()
  const pointing = useMemo(() => pointingOn(canvas), [canvas])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears what happens to the pills and fields inside.
    // biome-ignore lint/a11y/useKeyWithClickEvents: pills and fields are buttons and fields, whose keys click.
    <div
      className="relative flex min-h-0 grow"
      onPointerDown={pointing.press}
      onClickCapture={pointing.clickFirst}
      onClick={pointing.click}
      onKeyDownCapture={event => {
        canvas.view.byKeys = true
        pointing.pressKey(event)
      }}
      onPointerDownCapture={() => {
        canvas.view.byKeys = false
      }}
    >
      {children}
    </div>
  )
}
