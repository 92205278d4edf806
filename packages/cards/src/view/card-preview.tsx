import type { CardSpec, Catalog } from '@hookwright/engine'
import { applyEdit, type Card, type Edit, emptyFlow, type FieldId } from '@hookwright/model'
import { accentOf } from '@hookwright/ui'
import { type CSSProperties, useMemo, useState } from 'react'
import { CardTitle } from './card-title.tsx'
import type { CardView } from './card-view.ts'
import { DefaultBody } from './default-body.tsx'
import { measures } from './measures.ts'
import { readOnlyBench } from './read-only-bench.ts'
import { rowsOf } from './rows-of.ts'
import { type Workbench, WorkbenchContext } from './workbench.ts'

const flip = (flipped: ReadonlySet<string>, key: string): ReadonlySet<string> => {
  const next = new Set(flipped)
  if (!next.delete(key)) next.add(key)
  return next
}

interface CardPreviewProps {
  card: Card
  spec: CardSpec
  view: CardView
  catalog: Catalog
  /** Placeholder while the card has no name. */
  unnamed: string
  connectorName: string
  brand: Workbench['brand']
  /** Values to show below the outputs, by output id; null to hide them. */
  data: Record<FieldId, unknown> | null
  /** Called with the card after each change. */
  onCard: (card: Card) => void
}

/** Preview of a card as its users see it. Changes affect only this card and are reported to `onCard`. */
export const CardPreview = ({
  card,
  spec,
  view,
  catalog,
  unnamed,
  connectorName,
  brand,
  data,
  onCard
}: CardPreviewProps) => {
  const [flipped, setFlipped] = useState<ReadonlySet<string>>(new Set())

  const bench = useMemo((): Workbench => {
    const change = (_: string, edit: Edit): void => {
      const edited = applyEdit({ ...emptyFlow, strip: [card.id], cards: { [card.id]: card } }, edit)
      const next = edited.ok ? edited.flow.cards[card.id] : undefined
      if (next !== undefined) onCard(next)
    }
    return {
      ...readOnlyBench,
      connectorOf: () => ({ name: connectorName, ...brand }),
      useCatalog: () => catalog,
      change,
      flip: (_, key) => setFlipped(before => flip(before, key))
    }
  }, [brand, connectorName, catalog, card, onCard])

  const values = data === null ? null : { inputs: {}, outputs: data }
  const drawn = (view.rows ?? rowsOf)({
    card,
    spec,
    ports: spec.ports(card.config, catalog),
    catalog,
    problems: [],
    flipped,
    known: new Map(),
    values
  })
  // Nothing can be mapped from here, so there is no use in typing a key.
  const rows = { ...drawn, foot: drawn.foot.filter(row => row.kind !== 'key') }
  const style: CSSProperties & Record<'--edge', string> = {
    '--edge': accentOf(connectorName, brand.accent),
    width: view.wide ? measures.wideCard : measures.card
  }
  const Body = view.Body ?? DefaultBody

  return (
    <WorkbenchContext value={bench}>
      <section aria-label={`Card ${card.title ?? spec.title}`} className="card" style={style}>
        <CardTitle
          card={card}
          spec={spec}
          name={card.title ?? unnamed}
          number={1}
          problems={0}
          warnings={0}
          run={null}
          folded={null}
          branded={view.branded}
        />
        <div className="card-body">
          <Body card={card} spec={spec} rows={rows} lanes={[]} values={values} />
        </div>
      </section>
    </WorkbenchContext>
  )
}
