import type { ComparedStep } from '@hookwright/engine'
import { Badge, type Tone } from '@hookwright/ui'
import { Equal, type LucideIcon, Minus, Pencil, Plus } from 'lucide-react'
import { differenceSays } from './format-comparison.ts'

const looks: Record<ComparedStep['is'], { tone: Tone; icon: LucideIcon }> = {
  same: { tone: 'neutral', icon: Equal },
  changed: { tone: 'info', icon: Pencil },
  'only-old': { tone: 'warn', icon: Minus },
  'only-next': { tone: 'ok', icon: Plus }
}

/** Mark for the difference of a step between two runs. */
export const DifferenceMark = ({ is }: { is: ComparedStep['is'] }) => {
  const { tone, icon: Icon } = looks[is]
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {differenceSays[is]}
    </Badge>
  )
}
