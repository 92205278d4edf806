import type { DeliveryStatus, RunStatus } from '@hookwright/model'
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
  Play,
  SquareParking,
  Timer,
  X
} from 'lucide-react'

interface StatusLook {
  tone: Tone
  icon: LucideIcon
}

const deliveryLooks: Record<DeliveryStatus['is'], StatusLook> = {
  accepted: { tone: 'busy', icon: Inbox },
  done: { tone: 'ok', icon: Check },
  filtered: { tone: 'neutral', icon: Filter },
  refused: { tone: 'err', icon: Ban },
  duplicate: { tone: 'neutral', icon: CopyCheck }
}

/** How each status of a run looks, wherever it is shown. */
export const runLooks: Record<RunStatus['is'], StatusLook> = {
  queued: { tone: 'neutral', icon: CircleDashed },
  running: { tone: 'busy', icon: Play },
  waiting: { tone: 'busy', icon: Timer },
  succeeded: { tone: 'ok', icon: Check },
  failed: { tone: 'err', icon: X },
  parked: { tone: 'warn', icon: SquareParking },
  cancelled: { tone: 'neutral', icon: CircleSlash }
}

const StatusBadge = ({ look: { tone, icon: Icon }, word }: { look: StatusLook; word: string }) => (
  <Badge tone={tone} icon={<Icon aria-hidden />}>
    {word}
  </Badge>
)

/** Where a delivery stands. */
export const DeliveryBadge = ({ status }: { status: DeliveryStatus }) => (
  <StatusBadge look={deliveryLooks[status.is]} word={status.is} />
)

/** Where a run stands. */
export const RunBadge = ({ status }: { status: RunStatus }) => (
  <StatusBadge look={runLooks[status.is]} word={status.is} />
)
