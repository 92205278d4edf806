import type { CardDifference, FlowDifference } from '@hookwright/model'
import { Badge } from '@hookwright/ui'
import { ArrowRightLeft, Minus, Pencil, Plus } from 'lucide-react'
import { formatDifference } from './format-difference.ts'

const icons = { added: Plus, removed: Minus, changed: Pencil, moved: ArrowRightLeft }

/** Badge for an added, removed, changed or moved card or flow. */
export const DifferenceBadge = ({ difference }: { difference: CardDifference | FlowDifference }) => {
  const { tone, say } = formatDifference(difference)
  const Icon = icons[difference.is]
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {say}
    </Badge>
  )
}
