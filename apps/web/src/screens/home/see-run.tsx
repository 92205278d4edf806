import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { FirstStep } from '../../features/first-steps/first-steps.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { named } from './format-step.ts'

/** Link to the newest run of a flow, or of all flows if `flowId` is null. Links to the list of runs if there is none yet. */
export const SeeRun = ({
  step,
  flowId,
  className
}: {
  step: FirstStep
  flowId: Id | null
  className: string
}) => {
  const { data } = useQuery(
    useTrpc().runs.list.queryOptions({ ...(flowId === null ? {} : { flowId }), limit: 1 })
  )
  const runId = data?.rows[0]?.id
  if (runId === undefined)
    return (
      <Link to="/runs" className={className} {...named('Show run', step)}>
        Show run
      </Link>
    )
  return (
    <Link to="/runs/$runId" params={{ runId }} className={className} {...named('Show run', step)}>
      Show run
    </Link>
  )
}
