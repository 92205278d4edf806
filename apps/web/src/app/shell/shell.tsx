import { late, useLateLayer } from '@hookwright/ui'
import { Outlet, useRouter } from '@tanstack/react-router'
import { Suspense, useCallback, useEffect, useState } from 'react'
import { isMac } from '../../kit/actions/is-mac.ts'
import { pressKeys } from '../../kit/actions/press-keys.ts'
import { useRegistry } from '../../kit/actions/use-actions.tsx'
import { useApi } from '../../kit/api/use-api.tsx'
import { Announcer } from '../../kit/page/announcer.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { useKept } from '../../kit/page/use-kept.ts'
import { useNoteLooks } from '../../screens/home/looks.ts'
import { focusOnReturn } from './focus-on-return.ts'
import { Rail } from './rail.tsx'
import { ReachBanner } from './reach-banner.tsx'
import { TopBar } from './top-bar.tsx'
import { useConnectorActions } from './use-connector-actions.ts'
import { useFlowActions } from './use-flow-actions.ts'
import { useShellActions } from './use-shell-actions.ts'

const latePalette = late(() => import('./palette.tsx'))
const lateSheet = late(() => import('./shortcut-sheet.tsx'))

/** Frame around every page behind the sign-in. */
export const Shell = () => {
  const registry = useRegistry()
  const { live } = useApi()
  const router = useRouter()
  /** Initial search text of the palette; null while it is closed. */
  const [sought, setSought] = useState<string | null>(null)
  const [sheetOpen, setSheetOpen] = useState(false)
  const [wide, setWide] = useKept('rail', false)
  const [singleKeys, setSingleKeys] = useKept('single-keys', true)

  const palette = useLateLayer(latePalette, sought !== null)
  const sheet = useLateLayer(lateSheet, sheetOpen)

  useShellActions({
    openPalette: setSought,
    openSheet: useCallback(() => setSheetOpen(true), []),
    toggleRail: useCallback(() => setWide(!wide), [wide, setWide])
  })
  useConnectorActions()
  useNoteLooks()
  useFlowActions()
  useEffect(() => live.open(), [live])
  useEffect(() => focusOnReturn(router), [router])
  useEffect(
    () => pressKeys({ registry, target: document, isMac: isMac(), singleKeys: () => singleKeys }),
    [registry, singleKeys]
  )

  return (
    // Labels that are only heard stand outside what scrolls; they must not make the whole window scroll.
    <div className="relative flex h-dvh flex-col overflow-clip">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-s focus:bg-raised focus:px-3 focus:py-2 focus:text-label focus:shadow-2"
      >
        Skip to main content
      </a>
      <ReachBanner />
      <div className="flex min-h-0 grow">
        <Rail wide={wide} />
        <div className="flex min-w-0 grow flex-col">
          <TopBar />
          <main id="content" tabIndex={-1} className="flex min-h-0 grow flex-col outline-none">
            <Suspense fallback={<Loading />}>
              <Outlet />
            </Suspense>
          </main>
        </div>
      </div>
      {palette && <palette.Palette sought={sought} onClose={() => setSought(null)} />}
      {sheet && (
        <sheet.ShortcutSheet
          open={sheetOpen}
          onOpenChange={setSheetOpen}
          singleKeys={singleKeys}
          onSingleKeysChange={setSingleKeys}
        />
      )}
      <Announcer />
    </div>
  )
}
