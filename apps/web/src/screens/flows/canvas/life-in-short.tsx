import { cx } from '@hookwright/ui'
import { useCanvas } from '../../../features/canvas/use-canvas.tsx'
import { formatLife } from '../../../features/switch/format-life.ts'
import { useLife } from './use-life.ts'

/** When the subscription of the open flow is renewed, in the few words that fit on the card of its event. */
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
