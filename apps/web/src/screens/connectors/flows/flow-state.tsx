import { Badge } from '@hookwright/ui'
import { Check, PowerOff, X } from 'lucide-react'
import { formatCount } from '../../../kit/page/format-count.ts'

/** Badge for the state of a connector's flow: off, ready, or with problems. */
export const FlowState = ({ active, problems }: { active: boolean; problems: number }) => {
  if (!active) return <Badge icon={<PowerOff aria-hidden />}>Off</Badge>
  return problems === 0 ? (
    <Badge tone="ok" icon={<Check aria-hidden />}>
      Ready
    </Badge>
  ) : (
    <Badge tone="err" icon={<X aria-hidden />}>
      {formatCount(problems, 'problem')}
    </Badge>
  )
}
