import { cx, lazyPart, useLazy } from '@hookwright/ui'
import type { PanelName } from './canvas-search.ts'
import type { RunAlone } from './run/alone/use-run-alone.ts'
import type { RunHere } from './run/use-run-here.ts'

const lazyPanel = lazyPart(() => import('./bottom-panel.tsx'))

/** Space of the panel below the flow, reserved while the panel's content is loading. */
export const PanelRoom = ({
  panel,
  ...props
}: {
  /** Name of the open panel; undefined when the panel is closed. */
  panel: PanelName | undefined
  run: RunHere | null
  alone: RunAlone
  onPanel: (panel: PanelName | undefined) => void
}) => {
  const panels = useLazy(lazyPanel, panel !== undefined)
  if (panel === undefined) return null
  return (
    <section
      aria-label="Problems and runs"
      className={cx(
        'relative flex has-data-sized:h-auto has-data-sized:max-h-none shrink-0 max-md:h-auto max-md:max-h-[45%] flex-col border-t border-line bg-surface',
        // A list of problems is as high as it is long; one line needs no third of the window.
        panel === 'problems' ? 'min-h-24 max-h-[min(18rem,45%)]' : 'h-[min(18rem,45%)]'
      )}
    >
      {panels && <panels.BottomPanel panel={panel} {...props} />}
    </section>
  )
}
