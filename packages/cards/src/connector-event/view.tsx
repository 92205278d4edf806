import type { Card } from '@hookwright/model'
import { Badge, Select } from '@hookwright/ui'
import { ShieldAlert, ShieldCheck, ShieldX } from 'lucide-react'
import type { CardView } from '../view/card-view.ts'
import { ConnectionPart } from '../view/connection-part.tsx'
import { DeployedBody } from '../view/deployed-body.tsx'
import { measures } from '../view/measures.ts'
import { useWorkbench } from '../view/workbench.ts'
import { connectorEventRows } from './rows.ts'

const choices = [
  { value: 'each', label: 'Each record', hint: 'The flow runs once for each record.' },
  { value: 'list', label: 'List of records', hint: 'The flow runs once with the whole list.' }
] as const

/** Control for Run mode: one run per record of a delivery, or one for all of them. */
const RunModePart = ({ card }: { card: Card }) => {
  const bench = useWorkbench()
  return (
    <div className="px-3" style={{ height: measures.control + measures.fieldGap }}>
      <Select
        label="Run mode"
        hideLabel
        size="card"
        choices={choices}
        value={card.config.runMode === 'list' ? 'list' : 'each'}
        onValueChange={runMode =>
          bench.change('change Run mode', {
            kind: 'configure',
            card: card.id,
            config: { ...card.config, runMode }
          })
        }
        className="nodrag nopan"
      />
    </div>
  )
}

/** Badge for signed events, which only the service can send. */
const ProofPart = ({ part }: { part: string }) => (
  <div className="flex items-center px-3" style={{ height: measures.pill }}>
    {part.endsWith('.content') ? (
      <Badge tone="ok" icon={<ShieldCheck aria-hidden />}>
        Signature is checked
      </Badge>
    ) : part.endsWith('.token') ? (
      <Badge tone="warn" icon={<ShieldAlert aria-hidden />}>
        Content not signed
      </Badge>
    ) : (
      <Badge tone="err" icon={<ShieldX aria-hidden />}>
        Unsigned
      </Badge>
    )}
  </div>
)

/** View of an event card in a user's flow and in the maker's preview. */
export const connectorEventView = {
  Body: DeployedBody,
  rows: params =>
    connectorEventRows(params, { Connection: ConnectionPart, RunMode: RunModePart, Proof: ProofPart }),
  branded: 'as-service'
} satisfies CardView
