import type { VersionStatus } from '@hookwright/model'
import { Badge, type Tone } from '@hookwright/ui'
import { Eye, EyeOff, FlaskConical, History, Rocket } from 'lucide-react'

const looks = {
  test: { tone: 'info', say: 'Test', icon: FlaskConical },
  deployed: { tone: 'ok', say: 'Deployed', icon: Rocket },
  superseded: { tone: 'neutral', say: 'Superseded', icon: History }
} as const satisfies Record<VersionStatus, { tone: Tone; say: string; icon: typeof Rocket }>

/** Where a version stands. */
export const StatusBadge = ({ status }: { status: VersionStatus }) => {
  const { tone, say, icon: Icon } = looks[status]
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {say}
    </Badge>
  )
}

/** Whether users can choose the events of a version. */
export const VisibilityBadge = ({ visible }: { visible: boolean }) => (
  <Badge icon={visible ? <Eye aria-hidden /> : <EyeOff aria-hidden />}>
    {visible ? 'Visible' : 'Hidden'}
  </Badge>
)
