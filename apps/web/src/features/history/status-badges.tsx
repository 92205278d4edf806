import type { RunStatus } from '@hookwright/model'
import { runStatusText } from '@hookwright/model'
import { Badge, type Tone } from '@hookwright/ui'
import {
  Ban,
  Check,
  CircleDashed,
  CircleSlash,
  CopyCheck,
  Filter,
  Inbox,
  type LucideIcon,
  OctagonPause,
  Play,
  Timer,
  X
} from 'lucide-react'
import { deliveryResult } from './delivery-result.ts'
import { formatDeliveryStatus } from './format-delivery-status.ts'

interface StatusStyle {
  tone: Tone
  icon: LucideIcon
}

const deliveryStatusStyles: Record<ReturnType<typeof formatDeliveryStatus>, StatusStyle> = {
  accepted: { tone: 'busy', icon: Inbox },
  taken: { tone: 'busy', icon: Inbox },
  done: { tone: 'neutral', icon: Check },
  filtered: { tone: 'neutral', icon: Filter },
  refused: { tone: 'err', icon: Ban },
  duplicate: { tone: 'neutral', icon: CopyCheck }
}

/** Label and color of each run status. */
export const runStatusStyles: Record<RunStatus['is'], StatusStyle> = {
  queued: { tone: 'neutral', icon: CircleDashed },
  running: { tone: 'busy', icon: Play },
  waiting: { tone: 'busy', icon: Timer },
  succeeded: { tone: 'ok', icon: Check },
  failed: { tone: 'err', icon: X },
  'on-hold': { tone: 'warn', icon: OctagonPause },
  cancelled: { tone: 'neutral', icon: CircleSlash }
}

/**
 * Returns true for the color of a status that requires no attention. A badge of that color has no background.
 */
export const needsNothing = (tone: Tone): boolean => tone !== 'err' && tone !== 'warn'

/**
 * Status of a registration or of a registration attempt. A good status is shown as text with a check mark.
 */
export const RegistrationBadge = ({ tone, word }: { tone: Tone; word: string }) => (
  <Badge tone={tone} plain={needsNothing(tone)} icon={tone === 'ok' ? <Check aria-hidden /> : undefined}>
    <span className="inline-block first-letter:uppercase">{word}</span>
  </Badge>
)

const StatusBadge = ({ look: { tone, icon: Icon }, word }: { look: StatusStyle; word: string }) => (
  <Badge tone={tone} plain={needsNothing(tone)} icon={<Icon aria-hidden />}>
    <span className="inline-block first-letter:uppercase">{word}</span>
  </Badge>
)

/** Status badge of a delivery. */
export const DeliveryBadge = ({ of }: { of: Parameters<typeof formatDeliveryStatus>[0] }) => {
  const word = formatDeliveryStatus(of)
  return <StatusBadge look={deliveryStatusStyles[word]} word={word} />
}

/** Badge for the result of a delivery's runs. Renders nothing before the first run. */
export const DeliveryResultBadge = ({ of }: { of: Parameters<typeof deliveryResult>[0] }) => {
  const is = deliveryResult(of)
  return is === null ? null : <RunBadge status={{ is }} />
}

/**
 * Single status badge of a delivery: the result of its runs, or the delivery's own status if it has no runs.
 */
export const DeliveryStateBadge = ({
  of
}: {
  of: Parameters<typeof formatDeliveryStatus>[0] & Parameters<typeof deliveryResult>[0]
}) => (deliveryResult(of) === null ? <DeliveryBadge of={of} /> : <DeliveryResultBadge of={of} />)

/** Status badge of a run. */
export const RunBadge = ({ status }: { status: { is: RunStatus['is'] } }) => (
  <StatusBadge look={runStatusStyles[status.is]} word={runStatusText(status.is)} />
)
