import { cx } from '@hookwright/ui'
import { Check, CloudOff, RefreshCw, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { formatSaveState, isUnsaved, type SaveState } from './flow-doc/save-state.ts'
import { useCanvas, useDoc } from './use-canvas.tsx'

const icons = {
  saved: Check,
  waiting: RefreshCw,
  saving: RefreshCw,
  offline: CloudOff,
  refused: TriangleAlert,
  stale: TriangleAlert
}

const titleOf = (save: SaveState): string | undefined => (save.is === 'refused' ? save.why : undefined)

const SAVED = 'Saved'

/** Text of the save status. Small screens omit the time of the last save. */
const SaveWords = ({ children }: { children: string }) =>
  children.startsWith(SAVED) ? (
    <>
      {SAVED}
      <span className="max-md:sr-only">{children.slice(SAVED.length)}</span>
    </>
  ) : (
    children
  )

/** Save status of the flow. The time since the last save updates automatically. */
export const SaveText = () => {
  const canvas = useCanvas()
  const save = useDoc(doc => doc.save)
  const isNamed = useDoc(doc => doc.about.name !== null)
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (save.is === 'saved') setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 5_000)
    return () => clearInterval(timer)
  }, [save])
  const Icon = icons[save.is]
  const bad = isUnsaved(save) && save.is !== 'waiting' && save.is !== 'saving'
  const words = (
    <>
      {save.is !== 'saved' && <Icon aria-hidden className="size-3.5 shrink-0" strokeWidth={1.75} />}
      <span className="truncate">
        <SaveWords>{formatSaveState(save, now)}</SaveWords>
        {save.is === 'saved' && !isNamed && (
          // Where there is little room, the name beside it says so by itself.
          <span className="max-md:hidden">, not named yet</span>
        )}
      </span>
    </>
  )
  const look = cx(
    'tabular flex min-w-0 items-center gap-1.5 text-small max-md:shrink-0',
    bad ? 'text-warn' : 'text-ink-3'
  )
  if (save.is === 'stale')
    return (
      <button
        type="button"
        className={cx(look, 'rounded-xs underline')}
        onClick={() => canvas.ui.setState({ dialog: 'conflict' })}
      >
        {words}
      </button>
    )
  return (
    <span className={look} title={titleOf(save)}>
      {words}
    </span>
  )
}
