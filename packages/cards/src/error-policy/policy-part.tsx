import { formatPolicy } from '@hookwright/engine'
import { type Card, ERROR_POLICY, ErrorPolicy, shownFlowName } from '@hookwright/model'
import { useReadOnly } from '@hookwright/ui'
import { ShieldAlert } from 'lucide-react'
import { measures } from '../view/measures.ts'
import { useWorkbench } from '../view/workbench.ts'
import { ERROR_DIALOG } from './policy-rows.ts'

/** Row that shows a card's error policy and opens its dialog. */
export const PolicyPart = ({ card }: { card: Card }) => {
  const bench = useWorkbench()
  const readOnly = useReadOnly()
  const { flows } = bench.useCatalog()
  const nameOfFlow = (id: string): string | undefined => {
    const flow = flows.get(id)
    return flow === undefined ? undefined : `“${shownFlowName(flow.name)}”`
  }
  const policy = ErrorPolicy.safeParse(card.config[ERROR_POLICY])
  const line = policy.success ? formatPolicy(policy.data, nameOfFlow) : ''
  const content = (
    <>
      <ShieldAlert aria-hidden className="size-3.5 shrink-0" strokeWidth={1.75} />
      <span className="sr-only">Error handling: </span>
      <span className="truncate">{line}</span>
    </>
  )
  return (
    <div className="flex items-center px-3 text-small text-ink-2" style={{ height: measures.setting }}>
      {readOnly || bench.still ? (
        <span title={line} className="flex min-w-0 items-center gap-1.5">
          {content}
        </span>
      ) : (
        <button
          type="button"
          aria-haspopup="dialog"
          data-dialog={ERROR_DIALOG}
          title={line}
          className="nodrag -mx-1 flex h-7 min-w-0 items-center gap-1.5 rounded-xs px-1 hover:bg-hover hover:text-ink"
          onClick={() => bench.openDialog(card.id, ERROR_DIALOG)}
        >
          {content}
        </button>
      )}
    </div>
  )
}
