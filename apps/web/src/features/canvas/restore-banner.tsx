import { Button } from '@hookwright/ui'
import { History } from 'lucide-react'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { formatCount } from '../../kit/page/format-count.ts'
import { forgetFound, restoreFound } from './commands/settle.ts'
import { useCanvas, useUiState } from './use-canvas.tsx'

/**
 * Banner that offers to restore unsaved edits found in this browser, for example after a crash or a lost
 * connection.
 */
export const RestoreBanner = () => {
  const canvas = useCanvas()
  const found = useUiState(ui => ui.found)
  if (found === null) return null
  const changes = formatCount(found.changes, 'unsaved change')
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-info-soft px-4 py-1.5 text-body text-ink"
    >
      <span className="flex min-w-0 grow basis-64 items-start gap-2">
        <History aria-hidden className="mt-0.5 size-4 shrink-0 text-info" strokeWidth={1.75} />
        Found {changes} from {minuteTime(found.at)} in this browser.
      </span>
      <span className="ml-auto flex flex-wrap gap-2">
        <Button size="card" onClick={() => forgetFound(canvas)}>
          Discard
        </Button>
        <Button size="card" look="primary" onClick={() => restoreFound(canvas)}>
          Restore {changes}
        </Button>
      </span>
    </div>
  )
}
