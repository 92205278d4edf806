import type { ActionSignature } from '@hookwright/engine'
import { type Bindings, type Card, type FieldId, type JsonObject, literal } from '@hookwright/model'
import { useCallback, useMemo, useState } from 'react'
import { CardPreview } from '../view/card-preview.tsx'
import { type Picks, picksOf, valuesOf } from '../view/option-values.ts'
import type { Workbench } from '../view/workbench.ts'
import { connectorAction } from './card.ts'
import { aroundAction, freshActionCard } from './fresh-action-card.ts'
import { connectorActionView } from './view.tsx'

const VERSION = 'draft'

interface ActionCardPreviewProps {
  /** The action as it is deployed, or as it would be. */
  action: ActionSignature
  brand: Workbench['brand']
  /** Values to show below the outputs, by the id of the output; null to show none. */
  data?: Record<FieldId, unknown> | null
  /** Values picked for the options, when the parent controls them; without it the preview has its own state. */
  picks?: Picks
  onPicks?: (picks: Picks) => void
}

/**
 * The card of an action as those who use it will see it: the real view, on a workbench where nothing but the card itself
 * changes. Its options can be chosen, its inputs typed and its parts folded.
 */
export const ActionCardPreview = ({ action, brand, data = null, picks, onPicks }: ActionCardPreviewProps) => {
  const [own, setOwn] = useState<Picks>({})
  const picked = picks ?? own
  const pick = onPicks ?? setOwn
  const [config, setConfig] = useState<JsonObject>({})
  const [typed, setTyped] = useState<Bindings>({})

  const card = useMemo(() => {
    const fresh = freshActionCard({ id: 'action', action, connectorId: '', versionId: VERSION })
    const options = Object.entries(valuesOf(action.options, picked)).map(([id, value]) => [
      id,
      literal(value)
    ])
    const isOption = (id: string): boolean => action.options.some(option => option.id === id)
    const inputs = Object.entries({ ...fresh.inputs, ...typed }).filter(([id]) => !isOption(id))
    return {
      ...fresh,
      config: { ...fresh.config, ...config },
      inputs: Object.fromEntries([...options, ...inputs])
    }
  }, [action, picked, config, typed])
  const surroundings = useMemo(() => aroundAction(action, VERSION), [action])
  const take = useCallback(
    (next: Card): void => {
      pick(picksOf(action.options, next))
      setConfig(next.config)
      setTyped(next.inputs)
    },
    [action, pick]
  )

  return (
    // A layer of its own: rounded corners come out the same to the bit wherever the card is shown.
    <figure data-action-card={action.id} className="m-0 w-fit bg-canvas p-4 will-change-transform">
      <CardPreview
        card={card}
        spec={connectorAction}
        view={connectorActionView}
        surroundings={surroundings}
        unnamed="Unnamed action"
        connectorName={action.connectorName}
        brand={brand}
        data={data}
        onCard={take}
      />
    </figure>
  )
}
