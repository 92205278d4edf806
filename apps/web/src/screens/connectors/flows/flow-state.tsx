import { Badge } from '@hookwright/ui'
import { Check, PowerOff, TriangleAlert, X } from 'lucide-react'
import { formatCount } from '../../../kit/page/format-count.ts'

/** Badge for the state of a connector's flow: off, ready, with warnings or with problems. */
export const FlowState = ({
  active,
  problems,
  warnings = 0
}: {
  active: boolean
  problems: number
  warnings?: number
}) => {
  if (!active) return <Badge icon={<PowerOff aria-hidden />}>Off</Badge>
  if (problems > 0)
    return (
      <Badge tone="err" icon={<X aria-hidden />}>
        {formatCount(problems, 'problem')}
      </Badge>
    )
  return warnings > 0 ? (
    <Badge tone="warn" icon={<TriangleAlert aria-hidden />}>
      {formatCount(warnings, 'warning')}
    </Badge>
  ) : (
    <Badge tone="ok" icon={<Check aria-hidden />}>
      Ready
    </Badge>
  )
}
