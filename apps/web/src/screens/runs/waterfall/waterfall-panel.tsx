import { IconButton, lazyPart, Splitter, useLazy } from '@hookwright/ui'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { type ReactNode, type Ref, useState } from 'react'
import type { Playhead } from '../../../features/canvas/live/player.ts'
import { useStoredSize } from '../../../features/canvas/use-stored-size.ts'
import type { OpenedRun } from '../../../features/history/api-types.ts'
import { Loading } from '../../../kit/page/loading.tsx'
import { usePanelFlag } from '../../../kit/page/use-panel-flag.ts'
import { WaterfallLegend } from './waterfall-bar.tsx'
import { waterfallOf, waterfallRows } from './waterfall-rows.ts'

/** Height limits of the panel: `least` and `usual` in pixels, `most` as a share of the window's height. */
const HEIGHT = { least: 112, usual: { least: 232, most: 400 }, most: 0.8 }
/**
 * Height of the panel's two headers with some space below the rows, in pixels. `ROW` is the height of a row.
 */
const HEADS = 88
const ROW = 36

const countRows = ({ lines, chosen }: Pick<WaterfallPanelProps, 'lines' | 'chosen'>): number =>
  waterfallRows(waterfallOf(lines), new Set(), chosen === null ? null : (lines[chosen]?.path ?? null)).length

const lazyTable = lazyPart(() => import('./waterfall-table.tsx'))

interface WaterfallPanelProps {
  lines: OpenedRun['lines']
  startedAt: OpenedRun['run']['startedAt']
  /** Index of the step whose details are shown. */
  chosen: number | null
  /** Playhead over the bars; null if there is no playback. */
  playhead: Playhead | null
  /** Ref of the element over the time axis. */
  axis?: Ref<HTMLDivElement>
  /** Returns the icon of a step's card. */
  markOf: (step: number) => ReactNode
  onStep: (index: number) => void
}

/** Waterfall without the panel, shown once its code is loaded. */
export const WaterfallHere = (props: WaterfallPanelProps) => {
  const table = useLazy(lazyTable, true)
  return table === null ? <Loading /> : <table.WaterfallTable {...props} />
}

/** Panel below the canvas with the steps and their times. It can be closed and resized. */
export const WaterfallPanel = ({
  head,
  spare,
  ...props
}: WaterfallPanelProps & {
  head: ReactNode
  /** Height below the cards that is free for the panel, in pixels. */
  spare: number
}) => {
  const [isOpen, setOpen] = usePanelFlag('run-waterfall', true)
  const [storedHeight, keepHeight] = useStoredSize('run-waterfall-height')
  const most = Math.round(window.innerHeight * HEIGHT.most)
  // As high as the rows with which it opens, so that a short run leaves the room to its cards, or higher where those leave it.
  const [rows] = useState(() => countRows(props))
  const usual = Math.max(spare, Math.min(HEIGHT.usual.most, Math.max(HEIGHT.usual.least, HEADS + rows * ROW)))
  const height = Math.min(storedHeight ?? usual, most)
  const hasRequests = props.lines.some(({ step }) => (step.requests?.length ?? 0) > 0)
  return (
    <section
      aria-label="Step timing"
      className="relative flex shrink-0 flex-col border-t border-line bg-surface"
      style={isOpen ? { height } : undefined}
    >
      {isOpen && (
        <Splitter
          label="Height of the waterfall"
          edge="top"
          size={height}
          least={HEIGHT.least}
          most={most}
          onSize={keepHeight}
          onReset={() => keepHeight(null)}
        />
      )}
      <div className="flex h-11 shrink-0 items-center gap-3 border-b border-line pr-3 pl-8">
        {head}
        {isOpen && hasRequests && (
          <span className="max-xl:hidden">
            <WaterfallLegend />
          </span>
        )}
        <IconButton
          size="small"
          label={isOpen ? 'Close the waterfall' : 'Open the waterfall'}
          aria-expanded={isOpen}
          icon={isOpen ? <ChevronDown aria-hidden /> : <ChevronUp aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        />
      </div>
      {isOpen && <WaterfallHere {...props} />}
    </section>
  )
}
