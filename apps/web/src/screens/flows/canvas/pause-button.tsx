import type { Id } from '@hookwright/model'
import { IconButton } from '@hookwright/ui'
import { Pause, Play } from 'lucide-react'
import { usePause } from '../use-pause.ts'

/** Button that pauses or resumes a flow. */
export const PauseButton = ({
  flow,
  isPaused
}: {
  flow: { id: Id; name: string | null }
  isPaused: boolean
}) => {
  const { pause, isPausing } = usePause()
  return (
    <IconButton
      size="small"
      label={isPaused ? 'Resume' : 'Pause'}
      aria-busy={isPausing}
      icon={isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
      // It keeps the focus while it is asked for, so it is not disabled.
      onClick={() => !isPausing && pause(flow, !isPaused)}
    />
  )
}
