import { Tooltip } from '@hookwright/ui'
import { ArrowUpRight } from 'lucide-react'
import { useWorkbench } from './workbench.ts'

/** Link that opens another flow of the connector in a new tab. */
export const FlowLink = ({ flowId, name }: { flowId: string; name: string }) => {
  const bench = useWorkbench()
  const label = `Open ${name} in a new tab`
  return (
    <Tooltip tip={label}>
      <a
        href={bench.hrefOfFlow(flowId)}
        target="_blank"
        rel="noopener"
        aria-label={label}
        className="inline-flex size-(--h-control) shrink-0 items-center justify-center rounded-s text-ink-2 hover:bg-hover hover:text-ink"
      >
        <ArrowUpRight aria-hidden className="size-4" strokeWidth={1.75} />
      </a>
    </Tooltip>
  )
}
