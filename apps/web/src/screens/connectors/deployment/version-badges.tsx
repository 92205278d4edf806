import type { VersionStatus } from '@hookwright/model'
import { Badge, type Tone } from '@hookwright/ui'
import { Eye, EyeOff, FlaskConical, History, Rocket } from 'lucide-react'

const looks = {
  test: { tone: 'info', say: 'Test', icon: FlaskConical },
  deployed: { tone: 'ok', say: 'Deployed', icon: Rocket },
  superseded: { tone: 'neutral', say: 'Superseded', icon: History }
} as const satisfies Record<VersionStatus, { tone: Tone; say: string; icon: typeof Rocket }>

/** Badge for the status of a version. */
export const StatusBadge = ({ status }: { status: VersionStatus }) => {
  const { tone, say, icon: Icon } = looks[status]
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {say}
    </Badge>
  )
}

interface Visibility {
  visible: boolean
  /** True for the deployed version. Users see only the events of this version. */
  deployed: boolean
}

const formatVisibility = ({ visible, deployed }: Visibility): string => {
  if (!visible) return 'Hidden'
  return deployed ? 'Visible' : 'Visible once deployed'
}

/** Label for the visibility of a version: whether users can choose its events. */
export const VisibilityText = (props: Visibility) => (
  <span className="inline-flex items-center gap-1 align-middle text-small text-ink-2">
    {props.visible ? (
      <Eye aria-hidden className="size-3.5" strokeWidth={1.75} />
    ) : (
      <EyeOff aria-hidden className="size-3.5" strokeWidth={1.75} />
    )}
    {formatVisibility(props)}
  </span>
)

/** Badge for the visibility of a version: whether users can choose its events. */
export const VisibilityBadge = (props: Visibility) => (
  <Badge icon={props.visible ? <Eye aria-hidden /> : <EyeOff aria-hidden />}>{formatVisibility(props)}</Badge>
)
