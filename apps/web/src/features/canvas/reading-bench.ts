import { nameOfPlace, type PillStyle, pillMarkOf, type Workbench } from '@hookwright/cards/views'
import type { FlowKind, FlowSignature } from '@hookwright/model'
import { useMarkLetters } from '@hookwright/ui'
import { useCallback, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Canvas } from './canvas.ts'
import { requestFocus } from './commands/choose.ts'
import { pillViewOf } from './mapping/pill-view.ts'
import { flip } from './ui-state/folds.ts'

/** Returns the functions that cards use in the same way on read-only and on editable canvases. */
export const readingBench = (canvas: Canvas, connectorOf: Workbench['connectorOf']) =>
  ({
    flip: (card, key) => canvas.folds.setState(folds => flip(folds, card, key)),
    requestFocus: (card, place, request) => requestFocus(canvas, card, place, request),
    focus: element => element?.focus({ preventScroll: canvas.view.port !== null }),

    useCatalog: () => useStore(canvas.drawing, ({ view }) => view.catalog),
    useFlowName: () => useStore(canvas.doc.store, doc => doc.about.name),
    useStart: () => useStore(canvas.drawing, drawing => drawing.flow.strip[0] ?? null),
    usePills: pills => {
      const looks = useStore(canvas.drawing, drawing =>
        JSON.stringify(pills.map(pill => pillViewOf(drawing, pill)))
      )
      const letters = useMarkLetters()
      // biome-ignore lint/correctness/useExhaustiveDependencies: pills are a new list at each drawing, their looks are not; connectors come later than the first drawing.
      return useMemo(() => {
        const { cards } = canvas.drawing.getState()
        // The looks were written a few lines above; as text they are the same until one of them changes.
        return (JSON.parse(looks) as PillStyle[]).map((look, index): PillStyle => {
          const drawn = cards.get(pills[index]?.card ?? '')
          return drawn === undefined
            ? look
            : { ...look, mark: pillMarkOf(drawn.spec, connectorOf(drawn.card), letters) }
        })
      }, [looks, connectorOf, letters])
    },
    useIsUse: at => useStore(canvas.ui, ui => ui.uses.has(nameOfPlace(at))),
    useIsUntouched: at =>
      useStore(canvas.ui, ({ fresh, touched }) => fresh.has(at.card) && !touched.has(nameOfPlace(at))),
    useFocusRequest: (card, place) => {
      const found = useStore(canvas.ui, ({ focusRequest: asked }) =>
        asked?.card === card && asked.place === place ? asked.request : null
      )
      return { request: found, done: useCallback(() => canvas.ui.setState({ focusRequest: null }), []) }
    },
    useFlows: (kinds: FlowKind[]): FlowSignature[] => {
      const flows = useStore(canvas.drawing, drawing => drawing.view.catalog.flows)
      return useMemo(
        () => [...flows.values()].filter(flow => kinds.includes(flow.kind) && flow.id !== canvas.flowId),
        [flows, kinds]
      )
    },
    useConnectionFields: () => useStore(canvas.drawing, ({ view }) => view.catalog.connectionFields),
    useBlockLabel: (card, block) =>
      useStore(canvas.drawing, ({ view, cards }) => {
        const drawn = cards.get(card)
        const ports = drawn === undefined ? null : view.portsOf(drawn.card)
        return ports?.blocks.find(port => port.id === block)?.label ?? block
      })
  }) satisfies Partial<Workbench>
