import { cx } from '@hookwright/ui'
import { useCanvas } from '../../../features/canvas/use-canvas.tsx'
import { formatLife } from '../../../features/switch/format-life.ts'
import { useLife } from './use-life.ts'

/** Short text on the renewal of the open flow's subscription, for its event card. */
export const LifeInShort = () => {
  const found = useLife(useCanvas().flowId)
  const words = found && formatLife(found.life, found.now)
  if (!words) return null
  return (
    <span className={cx('tabular shrink-0 whitespace-pre', words.isLate && 'text-warn')}>
      {' · '}
      {words.short}
    </span>
  )
}
