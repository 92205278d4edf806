import { CUSTOM_API_ACTION } from '@hookwright/model'
import { BrandMark, Dialog, TextField } from '@hookwright/ui'
import { useMemo, useState } from 'react'
import { useMatching } from '../../kit/find/use-matching.ts'
import { replaceAction } from './commands/replace-action.ts'
import { MOST_FOUND } from './find-cards.ts'
import { actionsOfConnector, keyOfAction, type OfferedAction, type OfferedActions } from './offered-action.ts'
import { useCanvas, useDrawing, useUiState } from './use-canvas.tsx'

const Choices = ({
  offered,
  connectorId,
  onChoose
}: {
  offered: readonly OfferedActions[]
  /** Connector of the card. Without a search its actions are listed first. */
  connectorId: string | null
  onChoose: (action: OfferedAction) => void
}) => {
  const [typed, setTyped] = useState('')
  const matching = useMatching(typed)
  const sought = typed.trim()
  const found = useMemo(() => {
    const own = offered.filter(connector => connector.connectorId === connectorId)
    const shown = sought === '' && own.length > 0 ? own : offered
    const actions = shown.flatMap(actionsOfConnector).filter(({ flowId }) => flowId !== CUSTOM_API_ACTION)
    if (sought === '') return actions
    return matching(actions, sought, {
      names: [({ name }) => name, ({ connector }) => connector.connectorName],
      details: [({ description }) => description]
    })
  }, [offered, connectorId, sought, matching])
  return (
    <div className="flex flex-col gap-3">
      <TextField
        label="Search actions of all connectors"
        value={typed}
        onValueChange={setTyped}
        autoComplete="off"
        autoFocus
      />
      {found.length === 0 && <p className="m-0 text-body text-ink-2">No actions found. Try another word.</p>}
      <ul className="m-0 flex list-none flex-col gap-1 p-0">
        {found.slice(0, MOST_FOUND).map(action => (
          <li key={keyOfAction(action)}>
            <button
              type="button"
              className="flex w-full items-start gap-3 rounded-s p-2 text-left hover:bg-hover"
              onClick={() => onChoose(action)}
            >
              <BrandMark name={action.connector.connectorName} {...action.connector.branding} size={32} />
              <span className="flex min-w-0 flex-col">
                <span className="text-label text-ink">{action.name}</span>
                <span className="text-small text-ink-3">
                  {[action.connector.connectorName, action.description].filter(Boolean).join(' · ')}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length > MOST_FOUND && (
        <p className="m-0 text-small text-ink-3">Type more to narrow the list.</p>
      )}
    </div>
  )
}

/** List to choose another action for a card. */
export const ActionChooser = ({ offered }: { offered: readonly OfferedActions[] }) => {
  const canvas = useCanvas()
  const replacing = useUiState(ui => ui.replacing)
  const connectorId = useDrawing(({ cards }) => {
    const drawn = replacing === null ? undefined : cards.get(replacing)
    return drawn?.spec.acts(drawn.card.config)?.connectorId ?? null
  })
  const close = (): void => canvas.ui.setState({ replacing: null })
  return (
    <Dialog
      open={replacing !== null}
      onOpenChange={open => !open && close()}
      title="Choose another action"
      description="Fields that exist in both actions keep their values and mappings."
      size="w-120"
    >
      <Choices
        offered={offered}
        connectorId={connectorId}
        onChoose={action => {
          close()
          if (replacing !== null) void replaceAction(canvas, replacing, action)
        }}
      />
    </Dialog>
  )
}
