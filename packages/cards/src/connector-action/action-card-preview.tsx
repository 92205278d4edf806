import type { ActionSignature } from '@hookwright/engine'
import { type Bindings, type Card, type FieldId, type JsonObject, literal } from '@hookwright/model'
import { useCallback, useMemo, useState } from 'react'
import { connectedRequestView } from '../connected-request/view.tsx'
import { customApiAction } from '../custom-api-action/card.ts'
import { CardPreview } from '../view/card-preview.tsx'
import { type Picks, picksOf, valuesOf } from '../view/option-values.ts'
import type { Workbench } from '../view/workbench.ts'
import { connectorAction } from './card.ts'
import { catalogWithAction, freshActionCard } from './fresh-action-card.ts'
import { connectorActionView } from './view.tsx'

const VERSION = 'draft'

interface ActionCardPreviewProps {
  /** Action to preview, deployed or draft. */
  action: ActionSignature
  brand: Workbench['brand']
  /** Values shown below the outputs, by output id; null for none. */
  data?: Record<FieldId, unknown> | null
  /** Chosen values of the options, if the parent controls them. If absent, the preview keeps them itself. */
  picks?: Picks
  onPicks?: (picks: Picks) => void
}

/**
 * Preview of an action's card as users see it. It shows the real card view: options can be chosen, inputs
 * typed and parts folded, but nothing is saved.
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
  const catalog = useMemo(() => catalogWithAction(action, VERSION), [action])
  const isCustom = card.type === customApiAction.type
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
        spec={isCustom ? customApiAction : connectorAction}
        view={isCustom ? connectedRequestView : connectorActionView}
        catalog={catalog}
        unnamed={isCustom ? customApiAction.title : 'Unnamed action'}
        connectorName={action.connectorName}
        brand={brand}
        data={data}
        onCard={take}
      />
    </figure>
  )
}
