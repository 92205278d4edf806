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

/** Whether users can choose the events of a version while it is deployed, in a word. */
export const VisibilityWords = ({ visible }: { visible: boolean }) => (
  <span className="inline-flex items-center gap-1 align-middle text-small text-ink-2">
    {visible ? (
      <Eye aria-hidden className="size-3.5" strokeWidth={1.75} />
    ) : (
      <EyeOff aria-hidden className="size-3.5" strokeWidth={1.75} />
    )}
    {visible ? 'Visible' : 'Hidden'}
  </span>
)

/** The same on a ground of its own. */
export const VisibilityBadge = ({ visible }: { visible: boolean }) => (
  <Badge icon={visible ? <Eye aria-hidden /> : <EyeOff aria-hidden />}>
    {visible ? 'Visible' : 'Hidden'}
  </Badge>
)
