import type { CardDifference, FlowDifference } from '@hookwright/model'
import { Badge } from '@hookwright/ui'
import { ArrowRightLeft, Minus, Pencil, Plus } from 'lucide-react'
import { differenceWords } from './format-difference.ts'

const icons = { added: Plus, removed: Minus, changed: Pencil, moved: ArrowRightLeft }

/** Says whether a card or a flow was added, removed, changed or moved. */
export const DifferenceBadge = ({ difference }: { difference: CardDifference | FlowDifference }) => {
  const { tone, say } = differenceWords(difference)
  const Icon = icons[difference.is]
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {say}
    </Badge>
  )
}
