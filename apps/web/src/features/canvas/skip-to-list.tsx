import { goToCard } from './commands/choose.ts'
import { useCanvas } from './use-canvas.tsx'

/** Leads from before the canvas to the same cards as a list; it is seen only when it has the focus. */
export const SkipToList = () => {
  const canvas = useCanvas()
  const skip = (): void => {
    canvas.desk.setState({ asList: true })
    const [first] = canvas.drawing.getState().flow.strip
    if (first !== undefined) goToCard(canvas, first)
  }
  return (
    <button
      type="button"
      onClick={skip}
      className="sr-only focus:not-sr-only focus:absolute focus:top-3 focus:left-12 focus:z-20 focus:rounded-s focus:bg-raised focus:px-3 focus:py-2 focus:text-label focus:shadow-2"
    >
      Skip to card list
    </button>
  )
}
