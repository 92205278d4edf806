import type { EventSignature } from '@hookwright/engine'
import { applyEdit, type Edit, emptyFlow, type FieldId, type JsonObject, literal } from '@hookwright/model'
import { type CSSProperties, useMemo, useState } from 'react'
import { CardTitle } from '../view/card-title.tsx'
import { DefaultBody } from '../view/default-body.tsx'
import { measures } from '../view/measures.ts'
import { chosenOf } from '../view/option-row.tsx'
import { type Picks, valuesOf } from '../view/option-values.ts'
import { stillBench } from '../view/still-bench.ts'
import { type Workbench, WorkbenchContext } from '../view/workbench.ts'
import { connectorEvent } from './card.ts'
import { aroundEvent, freshEventCard } from './fresh-event-card.ts'
import { connectorEventView } from './view.tsx'

const CARD = 'event'
const VERSION = 'draft'

const flip = (flipped: ReadonlySet<string>, key: string): ReadonlySet<string> => {
  const next = new Set(flipped)
  if (!next.delete(key)) next.add(key)
  return next
}

interface EventCardPreviewProps {
  /** The event as it is deployed, or as it would be. */
  event: EventSignature
  brand: Workbench['brand']
  /** Values to show below the outputs, by the id of the output; null to show none. */
  data?: Record<FieldId, unknown> | null
  /** Values picked for the options, when the parent controls them; without it the preview has its own state. */
  picks?: Picks
  onPicks?: (picks: Picks) => void
}

/**
 * The card of an event as those who use it will see it: the real face, on a workbench where nothing but the card itself
 * changes. Its options can be chosen, its parts folded and how it runs changed.
 */
export const EventCardPreview = ({ event, brand, data = null, picks, onPicks }: EventCardPreviewProps) => {
  const [own, setOwn] = useState<Picks>({})
  const picked = picks ?? own
  const pick = onPicks ?? setOwn
  const [running, setRunning] = useState<JsonObject>({})
  const [flipped, setFlipped] = useState<ReadonlySet<string>>(new Set())

  const card = useMemo(() => {
    const fresh = freshEventCard({ id: CARD, event, connectorId: '', versionId: VERSION })
    const inputs = Object.fromEntries(
      Object.entries(valuesOf(event.options, picked)).map(([id, value]) => [id, literal(value)])
    )
    return { ...fresh, config: { ...fresh.config, ...running }, inputs }
  }, [event, picked, running])

  const bench = useMemo((): Workbench => {
    const change = (_: string, edit: Edit): void => {
      const edited = applyEdit({ ...emptyFlow, strip: [CARD], cards: { [CARD]: card } }, edit)
      const next = edited.ok ? edited.flow.cards[CARD] : undefined
      if (next === undefined) return
      const values = chosenOf(next)
      pick(
        Object.fromEntries(
          event.options.map(({ id }) => [id, Object.hasOwn(values, id) ? (values[id] ?? null) : null])
        )
      )
      setRunning(next.config)
    }
    return {
      ...stillBench,
      connectorOf: () => ({ name: event.connectorName, ...brand }),
      change,
      flip: (_, key) => setFlipped(before => flip(before, key))
    }
  }, [brand, card, event, pick])

  const surroundings = useMemo(() => aroundEvent(event, VERSION), [event])
  const values = data === null ? null : { inputs: {}, outputs: data }
  const drawn = connectorEventView.rows({
    card,
    spec: connectorEvent,
    ports: connectorEvent.ports(card.config, surroundings),
    surroundings,
    problems: [],
    flipped,
    known: new Map(),
    values
  })
  // Nothing can be mapped from here, so there is no use in typing a key.
  const rows = { ...drawn, foot: drawn.foot.filter(row => row.kind !== 'key') }
  const style: CSSProperties & Record<'--edge', string> = { '--edge': brand.accent, width: measures.card }

  return (
    <WorkbenchContext value={bench}>
      {/* A layer of its own: rounded corners come out the same to the bit wherever the card is shown. */}
      <figure data-event-card={event.id} className="m-0 w-fit bg-canvas p-4 will-change-transform">
        <section aria-label={`Card ${card.title ?? connectorEvent.title}`} className="card" style={style}>
          <CardTitle
            card={card}
            spec={connectorEvent}
            name={card.title ?? 'Unnamed event'}
            number={1}
            problems={0}
            warnings={0}
            run={null}
            folded={null}
            branded={connectorEventView.branded}
          />
          <div className="card-body">
            <DefaultBody card={card} spec={connectorEvent} rows={rows} lanes={[]} values={values} />
          </div>
        </section>
      </figure>
    </WorkbenchContext>
  )
}
