import { lazyPart, MarksProvider, markCutsOf, markLettersOf, useLazyLayer } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useMatches, useRouter } from '@tanstack/react-router'
import { Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { useRecordVisits } from '../../features/first-steps/page-visits.ts'
import { isMac } from '../../kit/actions/is-mac.ts'
import { pressKeys } from '../../kit/actions/press-keys.ts'
import { useRegistry } from '../../kit/actions/use-actions.tsx'
import { useApi, useTrpc } from '../../kit/api/use-api.tsx'
import { Announcer } from '../../kit/page/announcer.tsx'
import { PathBar } from '../../kit/page/breadcrumb.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { useMedia } from '../../kit/page/use-media.ts'
import { usePanelFlag } from '../../kit/page/use-panel-flag.ts'
import { useStoredFlag } from '../../kit/page/use-stored-flag.ts'
import { focusOnReturn } from './focus-on-return.ts'
import { Navigation } from './navigation.tsx'
import { ServerBanner } from './server-banner.tsx'
import { TabBar } from './tab-bar.tsx'
import { useConnectorActions } from './use-connector-actions.ts'
import { useFlowActions } from './use-flow-actions.ts'
import { useShellActions } from './use-shell-actions.ts'

/**
 * Returns the state of the navigation (`wide`), and a function that toggles it.
 *
 * From 1280 px it is wide unless collapsed, and the choice is stored in the browser. On smaller screens it is
 * wide until the next page opens.
 */
const useWide = (): { wide: boolean; toggle: () => void } => {
  const hasRoom = useMedia('(min-width: 1280px)')
  const [folded, setFolded] = usePanelFlag('navigation-folded', false)
  const [opened, setOpened] = useState(false)
  const wide = hasRoom ? !folded : opened
  const toggle = useCallback(
    () => (hasRoom ? setFolded(!folded) : setOpened(!opened)),
    [hasRoom, folded, opened, setFolded]
  )
  return { wide, toggle }
}

/** Returns true when the open page needs the breadcrumb bar: it is nested and does not render its own bar. */
const useHasBar = (): boolean => {
  const matches = useMatches()
  const depth = matches.reduce((sum, { staticData }) => sum + (staticData.crumbs?.length ?? 0), 0)
  return depth > 1 && !matches.some(({ staticData }) => staticData.ownBar === true)
}

/** Bar with the breadcrumbs of a nested page. List pages have none, since their title identifies them. */
const TopBar = () => useHasBar() && <PathBar />

const lazyPalette = lazyPart(() => import('./palette.tsx'))
const lazySheet = lazyPart(() => import('./shortcut-sheet.tsx'))

/** Computes the logos of all connectors. Connectors with the same color or initial get different logos. */
const useMarks = () => {
  const { data: connectors } = useQuery(useTrpc().connectors.list.queryOptions())
  return useMemo(() => {
    const all = connectors ?? []
    return {
      cuts: markCutsOf(
        all.map(({ name, createdAt, branding }) => ({ name, createdAt, accent: branding.accent }))
      ),
      letters: markLettersOf(all.map(({ name }) => name))
    }
  }, [connectors])
}

/** Frame of every page that requires a session. */
export const Shell = () => {
  const registry = useRegistry()
  const { live } = useApi()
  const router = useRouter()
  /** Initial search text of the palette; null while it is closed. */
  const [sought, setSought] = useState<string | null>(null)
  const [sheetOpen, setSheetOpen] = useState(false)
  const { wide, toggle } = useWide()
  const [singleKeys, setSingleKeys] = useStoredFlag('single-keys', true)

  const palette = useLazyLayer(lazyPalette, sought !== null)
  const sheet = useLazyLayer(lazySheet, sheetOpen)

  useShellActions({
    openPalette: setSought,
    openSheet: useCallback(() => setSheetOpen(true), []),
    toggleRail: toggle
  })
  const marks = useMarks()
  useConnectorActions()
  useRecordVisits()
  useFlowActions()
  const isWhole = useMatches({
    select: matches => matches.some(({ staticData }) => staticData.wholeScreen === true)
  })
  useEffect(() => live.open(), [live])
  useEffect(() => focusOnReturn(router), [router])
  useEffect(
    () => pressKeys({ registry, target: document, isMac: isMac(), singleKeys: () => singleKeys }),
    [registry, singleKeys]
  )

  return (
    <MarksProvider value={marks}>
      {/* Labels that are only heard stand outside what scrolls; they must not make the whole window scroll. */}
      <div className="relative flex h-dvh flex-col overflow-clip bg-frame">
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-s focus:bg-raised focus:px-3 focus:py-2 focus:text-label focus:shadow-2"
        >
          Skip to main content
        </a>
        <ServerBanner />
        <div className="flex min-h-0 grow max-md:flex-col">
          <Navigation wide={wide} />
          <div className="my-2 mr-2 flex min-h-0 min-w-0 grow flex-col overflow-clip rounded-m border border-line bg-surface max-md:m-0 max-md:rounded-none max-md:border-0">
            <TopBar />
            <main id="content" tabIndex={-1} className="flex min-h-0 grow flex-col outline-none">
              <Suspense fallback={<Loading />}>
                <Outlet />
              </Suspense>
            </main>
          </div>
          {!isWhole && <TabBar />}
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
    </MarksProvider>
  )
}
