import type { Workbench } from '@hookwright/cards/views'
import { type CardId, cardOf, type Id } from '@hookwright/model'
import { lazyPart, useLazyLayer } from '@hookwright/ui'
import { type ReactNode, useCallback, useState } from 'react'
import type { Canvas } from '../../../features/canvas/canvas.ts'
import { changeCard } from '../../../features/canvas/commands/change-card.ts'
import { deployedUseOf } from '../../../features/canvas/connector-of-card.ts'

const lazyDialog = lazyPart(() => import('./new-connection-dialog.tsx'))

/** Card for which a connection is created, and its connector. */
interface Connecting {
  card: CardId
  connector: { id: Id; name: string }
  open: boolean
}

/** Returns a function that opens the dialog for a card's new connection, and the dialog to render. */
export const useNewConnection = (params: {
  canvas: Canvas
  flowId: Id
  connectorOf: Workbench['connectorOf']
}): { newConnection: (card: CardId) => void; dialog: ReactNode } => {
  const { canvas, flowId, connectorOf } = params
  const [connecting, setConnecting] = useState<Connecting | null>(null)
  const dialog = useLazyLayer(lazyDialog, connecting?.open === true)

  const newConnection = useCallback(
    (id: CardId): void => {
      const card = cardOf(canvas.drawing.getState().flow, id)
      const connectorId = card && deployedUseOf(card, canvas.specs)?.connectorId
      if (card === undefined || connectorId === undefined) return
      const connector = { id: connectorId, name: connectorOf(card).name }
      setConnecting({ card: id, connector, open: true })
    },
    [canvas, connectorOf]
  )
  const choose = (id: CardId, connectionId: Id): void => {
    const card = cardOf(canvas.drawing.getState().flow, id)
    if (card === undefined) return
    changeCard(canvas, 'choose a connection', {
      kind: 'configure',
      card: card.id,
      config: { ...card.config, connectionId }
    })
  }
  return {
    newConnection,
    dialog: dialog !== null && connecting !== null && (
      <dialog.NewConnectionDialog
        flowId={flowId}
        connector={connecting.connector}
        open={connecting.open}
        onMade={connectionId => choose(connecting.card, connectionId)}
        onClose={() => setConnecting(before => before && { ...before, open: false })}
      />
    )
  }
}
