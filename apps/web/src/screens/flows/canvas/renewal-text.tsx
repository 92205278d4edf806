import { cx } from '@hookwright/ui'
import { useCanvas } from '../../../features/canvas/use-canvas.tsx'
import { formatLifetime } from '../../../features/switch/format-lifetime.ts'
import { useLifetime } from './use-lifetime.ts'

/** Short text on the renewal of the open flow's subscription, for its event card. */
export const RenewalText = () => {
  const found = useLifetime(useCanvas().flowId)
  const words = found && formatLifetime(found.life, found.now)
  if (!words) return null
  return (
    <span className={cx('tabular shrink-0 whitespace-pre', words.isLate && 'text-warn')}>
      {' · '}
      {words.short}
    </span>
  )
}
