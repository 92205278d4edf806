import { Button, buttonClass, type Choice, Picker } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ChevronDown, Columns2 } from 'lucide-react'
import type { OpenedRun } from '../../../features/history/api-types.ts'
import { runStatusStyles } from '../../../features/history/status-badges.tsx'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { type OtherRun, otherRuns } from './other-runs.ts'

/** Number of newest runs to choose from; the list of runs contains all. */
const OFFERED = 100

const choiceOf = ({ id, label, hint, status }: OtherRun): Choice<string> => {
  const { icon: Icon } = runStatusStyles[status]
  return {
    value: id,
    label,
    icon: <Icon aria-hidden className="size-3.5 shrink-0" strokeWidth={1.75} />,
    ...(hint !== '' && { hint })
  }
}

/** Menu to compare a run with the previous run, or with another run of its flow. */
export const CompareWith = ({ open }: { open: OpenedRun }) => {
  const navigate = useNavigate()
  const { run, siblings } = open
  const { id: runId, flowId } = run
  const isOfFlow = !open.isMakers
  const { data } = useQuery({
    ...useTrpc().runs.list.queryOptions({ flowId, limit: OFFERED }),
    enabled: isOfFlow
  })
  const before = run.replayOf ?? siblings.previous
  if (!isOfFlow)
    return (
      before !== null && (
        <Link
          to="/runs/$runId/compare"
          params={{ runId }}
          search={{ with: before }}
          className={buttonClass({ look: 'quiet' })}
        >
          <Columns2 aria-hidden className="size-4" strokeWidth={1.75} />
          Compare with the previous run
        </Link>
      )
    )
  return (
    <Picker
      label="Compare with another run"
      trigger={
        <Button look="quiet" icon={<Columns2 aria-hidden className="size-4" strokeWidth={1.75} />}>
          Compare
          <ChevronDown aria-hidden className="size-3.5" strokeWidth={1.75} />
        </Button>
      }
      choices={otherRuns(data?.rows ?? [], open, Date.now()).map(choiceOf)}
      value={null}
      onValueChange={other =>
        void navigate({ to: '/runs/$runId/compare', params: { runId }, search: { with: other } })
      }
      none={
        data === undefined
          ? 'Loading the runs of the flow…'
          : 'This is the only run of the flow so far. Replay it to compare both runs.'
      }
      empty="No matching runs of this flow."
      foot={close => (
        <Link
          to="/flows/$flowId/runs"
          params={{ flowId }}
          className={buttonClass({ look: 'quiet', size: 'card' })}
          onClick={close}
        >
          All runs of the flow
        </Link>
      )}
    />
  )
}
