import { cardSpecs } from '@hookwright/cards'
import { type RunMark, readOnlyBench, WorkbenchContext } from '@hookwright/cards/views'
import { type CardSpec, emptyCatalog } from '@hookwright/engine'
import { emptyFlow } from '@hookwright/model'
import { useMemo } from 'react'
import type { Canvas } from '../features/canvas/canvas.ts'
import { CardFrame } from '../features/canvas/card-frame.tsx'
import type { DrawnCard } from '../features/canvas/drawing/drawn-card.ts'
import { fixedDoc } from '../features/canvas/flow-doc/fixed-doc.ts'
import { canvasOn } from '../features/canvas/open-canvas.ts'
import { readingBench } from '../features/canvas/reading-bench.ts'
import { CanvasProvider } from '../features/canvas/use-canvas.tsx'
import '../features/canvas/canvas.css'

const nothing = (): void => {}

const runMarks: readonly RunMark[] = [
  { is: 'running' },
  { is: 'waiting' },
  { is: 'succeeded', took: 42 },
  { is: 'failed', took: 1_200, message: 'The service responded with 503.' },
  { is: 'stopped', took: 12 },
  { is: 'skipped' },
  { is: 'not-reached' },
  { is: 'each-record' },
  { is: 'pinned' }
]

/** States in which the gallery shows each card type. `of` turns a new card into a card in that state. */
const cardStates: readonly { title: string; of: (drawn: DrawnCard) => DrawnCard }[] = [
  { title: 'new', of: drawn => ({ ...drawn, problems: [], warnings: [] }) },
  { title: 'with problems', of: drawn => drawn },
  { title: 'folded', of: drawn => ({ ...drawn, problems: [], folded: true }) },
  { title: 'skipped', of: drawn => ({ ...drawn, problems: [], card: { ...drawn.card, skipped: true } }) },
  ...runMarks.map(run => ({
    title: `run: ${run.is}`,
    of: (drawn: DrawnCard): DrawnCard => ({ ...drawn, problems: [], folded: true, run })
  }))
]

/** Opens a canvas with a single new card of this type. */
const openCard = (spec: CardSpec): Canvas => {
  const { config, blocks } = spec.blank()
  const card = { id: spec.type, type: spec.type, config, inputs: {}, ...(blocks && { blocks }) }
  const doc = { ...emptyFlow, strip: [card.id], cards: { [card.id]: card } }
  return canvasOn({
    doc: fixedDoc({ id: spec.type, name: spec.title, description: '', doc }),
    kept: { read: async () => null, write: async () => {}, forget: async () => {} },
    catalog: emptyCatalog,
    storage: { getItem: () => null, setItem: nothing },
    newId: () => '',
    toast: nothing,
    asList: true
  })
}

const States = ({ spec }: { spec: CardSpec }) => {
  const canvas = useMemo(() => openCard(spec), [spec])
  const bench = useMemo(
    () => ({ ...readOnlyBench, ...readingBench(canvas, readOnlyBench.connectorOf) }),
    [canvas]
  )
  const drawn = canvas.drawing.getState().cards.get(spec.type)
  if (drawn === undefined) return null
  return (
    <CanvasProvider value={canvas}>
      <WorkbenchContext value={bench}>
        <article aria-label={spec.title} className="flex flex-col gap-3">
          <h3 className="m-0 text-h2 text-ink">{spec.title}</h3>
          <div className="flex flex-wrap items-start gap-4">
            {cardStates.map(({ title, of }) => (
              <figure
                key={title}
                aria-label={`${spec.title}, ${title}`}
                className="m-0 flex w-80 max-w-full flex-col gap-2"
              >
                <figcaption className="text-small text-ink-3">{title}</figcaption>
                <CardFrame
                  drawn={of(drawn)}
                  lanes={[]}
                  className="card card-in-list"
                  onKeyDown={nothing}
                  onFocus={nothing}
                />
              </figure>
            ))}
          </div>
        </article>
      </WorkbenchContext>
    </CanvasProvider>
  )
}

/** Every card type in every state. */
export const CardStates = () => [...cardSpecs.values()].map(spec => <States key={spec.type} spec={spec} />)
