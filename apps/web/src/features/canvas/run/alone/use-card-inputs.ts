import { useWorkbench } from '@hookwright/cards/views'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { DrawnCard } from '../../drawing/drawn-card.ts'
import { useCanvas, useDrawing } from '../../use-canvas.tsx'
import { gaveLast } from '../run-sight.ts'
import { cardInputsOf } from './card-inputs.ts'
import { withExamples } from './with-examples.ts'

/** Returns the inputs of a card, computed from known values, with their origin. */
export const useCardInputs = ({ card }: DrawnCard) => {
  const canvas = useCanvas()
  const view = useDrawing(drawing => drawing.view)
  const [sample] = useWorkbench().useSamples()
  const shown = useStore(canvas.run, run => run.shown)
  const alone = useStore(canvas.run, run => run.alone)
  const pinned = useStore(canvas.run, run => run.pinned)
  const isAwaited = useStore(
    canvas.run,
    run => run.past === 'unasked' || run.past === 'asked' || run.pinned === null
  )
  return useMemo(() => {
    const known = gaveLast({ shown, alone, pinned })
    const { gave, isExample } = withExamples(view, known, { sample: sample?.values ?? null, now: Date.now() })
    const isPinned = pinned !== null && pinned.size > 0
    return { view, gave, isExample, isAwaited, isPinned, inputs: cardInputsOf(view, card, gave) }
  }, [card, view, sample, shown, alone, pinned, isAwaited])
}
