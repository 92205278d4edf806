import type { Card } from '@hookwright/model'
import { Select } from '@hookwright/ui'
import { measures } from '../face/measures.ts'
import { useWorkbench } from '../workbench.ts'

/** The account at the service whose events start the flow. */
export const ConnectionPart = ({ card }: { card: Card }) => {
  const bench = useWorkbench()
  const connections = bench.useConnections()
  const { connectionId } = card.config
  return (
    <div className="px-3">
      <div aria-hidden className="flex items-center text-small text-ink-2" style={{ height: measures.label }}>
        <span className="truncate">Connection</span>
        <span className="text-err">&nbsp;*</span>
      </div>
      <Select
        label="Connection"
        hideLabel
        size="card"
        required
        placeholder="Choose a connection…"
        choices={connections.map(({ id, name }) => ({ value: id, label: name }))}
        value={typeof connectionId === 'string' ? connectionId : null}
        onValueChange={chosen =>
          bench.change('choose a connection', {
            kind: 'configure',
            card: card.id,
            config: { ...card.config, connectionId: chosen }
          })
        }
        className="nodrag nopan"
      />
    </div>
  )
}
