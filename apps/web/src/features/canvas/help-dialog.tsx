import { nameOfType } from '@hookwright/model'
import { Dialog, TypeMark, useLazy } from '@hookwright/ui'
import { useEffect, useState } from 'react'
import { CardHelpLink } from '../../kit/help/help-link.tsx'
import type { DrawnCard } from './drawing/drawn-card.ts'
import { lazyCardDocs } from './format-card.ts'
import type { DeployedAction } from './open-user-flow-query.ts'
import { useCanvas, useDrawing, useUiState } from './use-canvas.tsx'

const Ports = ({
  title,
  ports
}: {
  title: string
  ports: { id: string; label: string; type: Parameters<typeof nameOfType>[0] }[]
}) =>
  ports.length === 0 ? null : (
    <section>
      <h3 className="m-0 mb-1 text-small font-semibold text-ink-3">{title}</h3>
      <ul className="m-0 flex list-none flex-col gap-1 p-0">
        {ports.map(port => (
          <li key={port.id} className="flex items-center gap-2 text-body">
            <TypeMark kind={port.type.kind} list={port.type.list} name={nameOfType(port.type)} />
            {port.label}
            <span className="text-small text-ink-3">{nameOfType(port.type)}</span>
          </li>
        ))}
      </ul>
    </section>
  )

const Example = ({ takes, gives }: { takes: unknown; gives: unknown }) => (
  <section>
    <h3 className="m-0 mb-1 text-small font-semibold text-ink-3">Example</h3>
    <pre className="m-0 overflow-x-auto rounded-s bg-sunken p-2 font-code text-small">
      {JSON.stringify({ takes, gives }, null, 2)}
    </pre>
  </section>
)

/** Returns the action that a card runs. `null` for other cards, and while the action is loading. */
const useActionOf = ({ card, spec }: DrawnCard): DeployedAction | null => {
  const { actions: source } = useCanvas()
  const [action, setAction] = useState<DeployedAction | null>(null)
  const { versionId = null, actionFlowId = null } = spec.acts(card.config) ?? {}
  useEffect(() => {
    if (source === null || versionId === null || actionFlowId === null) return
    let stale = false
    source.load({ versionId, actionFlowId }).then(
      found => !stale && setAction(found),
      // Without it the help of the card type is shown, and the card says what is missing.
      () => undefined
    )
    return () => {
      stale = true
    }
  }, [source, versionId, actionFlowId])
  return action?.versionId === versionId && action?.actionFlowId === actionFlowId ? action : null
}

/** Documentation of a card: description, inputs, outputs and an example. */
export const CardHelp = ({ drawn }: { drawn: DrawnCard }) => {
  const ports = useDrawing(({ view }) => view.portsOf(drawn.card))
  const words = useLazy(lazyCardDocs, true)?.get(drawn.card.type)
  const action = useActionOf(drawn)
  return (
    <div className="flex flex-col gap-4">
      {action !== null && (
        <p className="m-0 text-body text-ink">
          <span className="text-label">
            {action.signature.name} · {action.connectorName}, version {action.versionNumber}
          </span>
          {action.description !== '' && <span className="block">{action.description}</span>}
        </p>
      )}
      <p className="m-0 text-body text-ink-2">{words?.help}</p>
      <Ports title="Inputs" ports={ports?.inputs ?? []} />
      <Ports title="Outputs" ports={[...(ports?.outputs ?? []), ...(ports?.joins ?? [])]} />
      {words?.example && <Example takes={words.example.inputs} gives={words.example.outputs} />}
      <CardHelpLink type={drawn.spec.type} title={drawn.spec.title} />
    </div>
  )
}

/** Dialog with the documentation of a card. */
export const HelpDialog = () => {
  const canvas = useCanvas()
  const on = useUiState(ui => ui.helpOn)
  const drawn = useDrawing(drawing => (on === null ? undefined : drawing.cards.get(on)))
  return (
    <Dialog
      open={drawn !== undefined}
      onOpenChange={open => !open && canvas.ui.setState({ helpOn: null })}
      title={drawn === undefined ? 'Help' : `${drawn.spec.group} ▸ ${drawn.spec.title}`}
    >
      {drawn !== undefined && <CardHelp drawn={drawn} />}
    </Dialog>
  )
}
