import type { Step } from '@hookwright/model'
import { useState } from 'react'
import { PastRun } from '../../../../features/canvas/live/past-run.tsx'
import { createPlayhead } from '../../../../features/canvas/live/player.ts'
import { useDrawing } from '../../../../features/canvas/use-canvas.tsx'
import type { RunWithTrace } from '../../../../features/history/api-types.ts'

/** Playback of a past run on the current canvas of its flow, with a scrubber. */
export const PastPlayback = ({
  run: { id, status },
  steps
}: {
  run: Pick<RunWithTrace, 'id' | 'status'>
  steps: Step[]
}) => {
  const flow = useDrawing(drawing => drawing.flow)
  const [bar, setBar] = useState<HTMLElement | null>(null)
  const [axis, setAxis] = useState<HTMLElement | null>(null)
  const [playhead] = useState(createPlayhead)
  const [isPlayed, setPlayed] = useState(false)
  return (
    <>
      <div ref={setBar} className="flex shrink-0 items-center" />
      <div className="relative h-6 w-48 shrink-0">
        <span
          aria-hidden
          className="absolute inset-x-0 top-1/2 h-1 -translate-y-1/2 rounded-full bg-line-2"
        />
        <div ref={setAxis} className="absolute inset-0 [--thumb-top:6px]" />
      </div>
      <PastRun
        run={{ id, status, steps }}
        flow={flow}
        bar={bar}
        axis={axis}
        playhead={playhead}
        shownTo={null}
        isPlayed={isPlayed}
        onPlay={() => setPlayed(true)}
      />
    </>
  )
}
