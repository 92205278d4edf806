import { useWorkbench } from '@hookwright/cards/views'
import type { FlowView, Scope } from '@hookwright/engine'
import { exampleOf, type FieldId, type Millis, startCardOf } from '@hookwright/model'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { DrawnCard } from '../../drawing/drawn-card.ts'
import { useCanvas, useDrawing } from '../../use-canvas.tsx'
import { shownOutputsOf } from '../run-sight.ts'
import { cardInputsOf } from './card-inputs.ts'

/**
 * Adds example outputs of the start card if `gave` has none. They come from a sample of the event; without
 * one, from generated examples.
 */
export const withExamples = (
  view: FlowView,
  gave: Scope,
  params: { sample: Record<FieldId, unknown> | null; now: Millis }
): { gave: Scope; isExample: boolean } => {
  const start = startCardOf(view.flow)
  if (start === undefined || gave.has(start.id)) return { gave, isExample: false }
  const ports = view.portsOf(start)?.outputs ?? []
  const made = Object.fromEntries(ports.map(port => [port.id, exampleOf(port, params.now)]))
  return { gave: new Map([...gave, [start.id, params.sample ?? made]]), isExample: true }
}

/** Returns the inputs of a card, computed from known values, and the source of those values. */
export const useCardInputs = ({ card }: DrawnCard) => {
  const canvas = useCanvas()
  const view = useDrawing(drawing => drawing.view)
  const bench = useWorkbench()
  const [sample] = bench.useSamples()
  const source = bench.useSource()
  const shown = useStore(canvas.run, run => run.shown)
  const alone = useStore(canvas.run, run => run.alone)
  const pinned = useStore(canvas.run, run => run.pinned)
  const isAwaited = useStore(
    canvas.run,
    run => run.past === 'unasked' || run.past === 'asked' || run.pinned === null
  )
  return useMemo(() => {
    const known = shownOutputsOf({ shown, alone, pinned })
    const { gave, isExample } = withExamples(view, known, {
      sample: (source?.card === startCardOf(view.flow)?.id && sample?.values) || null,
      now: Date.now()
    })
    const isPinned = pinned !== null && pinned.size > 0
    return { view, gave, isExample, isAwaited, isPinned, inputs: cardInputsOf(view, card, gave) }
  }, [card, view, sample, source, shown, alone, pinned, isAwaited])
}
