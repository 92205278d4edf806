import { validateConnectorName } from '@hookwright/model'
import { services } from '@hookwright/model/services'
import { cx, IconButton, Kbd, lazyPart, useLazyLayer } from '@hookwright/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Search, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { loadWithZod } from '../../../kit/loading/load-with-zod.ts'
import { formatCount } from '../../../kit/page/format-count.ts'
import { useMedia } from '../../../kit/page/use-media.ts'
import { usePageTitle } from '../../../kit/page/use-page-title.ts'
import { useWhyNotMaker } from '../../../kit/page/use-person.ts'
import { useConnectors } from '../use-connectors.ts'
import type { AnyStart, ConnectorStart } from './connector-start.ts'
import { CurlPanel } from './curl-panel.tsx'
import { findStarts, withoutRepeats } from './find-starts.ts'
import { GalleryNotices } from './gallery-notices.tsx'
import { GalleryPanel } from './gallery-panel.tsx'
import { SamplePanel } from './sample-panel.tsx'
import { ScratchPanel } from './scratch-panel.tsx'
import { idOfStart, ServiceList, ServiceListPlaceholder } from './service-list.tsx'
import { ServicePanel } from './service-panel.tsx'
import { startOfService } from './service-start.ts'
import { StartTiles } from './start-tiles.tsx'
import { useGalleryStarts } from './use-gallery-starts.ts'

const lazyImport = lazyPart(() =>
  loadWithZod(() => import('../../../features/files/import-connector-dialog.tsx'))
)

const lazyOpenApi = lazyPart(() => loadWithZod(() => import('../../../features/openapi/openapi-dialog.tsx')))

/** Selected starting point: `scratch`, `sample`, `curl`, a ready-made connector, or a known service. */
type Chosen = 'scratch' | 'sample' | 'curl' | AnyStart

const known: readonly ConnectorStart[] = services.map(startOfService)

/**
 * Page to create a connector from a ready-made connector, a known service, a sample request, a curl command,
 * or from scratch. If a search matches no service, the typed name starts a connector from scratch.
 */
export const NewConnectorPage = () => {
  usePageTitle('New connector')
  const whyNot = useWhyNotMaker()
  const navigate = useNavigate()
  const taken = useConnectors().map(({ name }) => name)
  const { q: sought = '', start } = useSearch({ from: '/inside/connectors/new' })
  const [typed, setTyped] = useState(sought)
  const [name, setName] = useState<string | null>(sought === '' ? null : sought)
  /** Starting point that the maker selected; null to use the first match of the search. */
  const [picked, setPicked] = useState<Chosen | null>(start === 'openapi' ? null : (start ?? null))
  /** True when a small screen shows the panel instead of the services. */
  const [showsPanel, setShowsPanel] = useState(picked !== null)
  /** True if Enter was pressed before the list was loaded. */
  const [isEnterHeld, setEnterHeld] = useState(false)
  const [isImporting, setImporting] = useState(false)
  const importing = useLazyLayer(lazyImport, isImporting)
  const [isOpenApi, setOpenApi] = useState(start === 'openapi')
  const openApi = useLazyLayer(lazyOpenApi, isOpenApi)
  const field = useRef<HTMLInputElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const listId = useId()
  const gallery = useGalleryStarts()
  const unrepeated = useMemo(() => withoutRepeats(gallery.starts, known), [gallery.starts])
  // The ready connectors come first and replace services of their name, so that nothing is listed before they are known.
  const isAwaited = gallery.starts.length === 0 && gallery.isLoading
  const groups = useMemo(() => {
    if (isAwaited) return []
    return findStarts(typed.trim() === '' ? unrepeated : [...gallery.starts, ...known], typed)
  }, [isAwaited, unrepeated, gallery.starts, typed])
  const found = groups.flatMap(group => group.starts)
  const chosen: Chosen = picked ?? (typed.trim() === '' ? 'scratch' : (found[0] ?? 'scratch'))
  const service = typeof chosen === 'string' ? null : chosen

  useEffect(() => field.current?.focus(), [])

  const type = (next: string): void => {
    setTyped(next)
    setPicked(null)
    setEnterHeld(false)
    setName(next === '' ? null : next)
  }

  const choose = (next: Chosen): void => {
    setPicked(next)
    setShowsPanel(true)
  }

  const enterPanel = (): void => {
    // The first match is not known yet; from scratch would be a guess.
    if (isAwaited && picked === null && typed.trim() !== '') {
      setEnterHeld(true)
      return
    }
    setShowsPanel(true)
    // A name that no service has is all that a connector from scratch needs.
    if (chosen === 'scratch' && name !== null && validateConnectorName(name, taken) === null) {
      panel.current?.querySelector('form')?.requestSubmit()
      return
    }
    // A service needs no more than the button; the other starts begin with a field.
    const wanted = service === null ? 'input, textarea' : 'button[type="submit"]'
    requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>(wanted)?.focus())
  }

  useEffect(() => {
    if (!isEnterHeld || isAwaited) return
    setEnterHeld(false)
    enterPanel()
  })

  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const at = service === null ? -1 : found.indexOf(service)
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at < 0 ? found.length - 1 : at - 1 }
    const step = steps[event.key]
    if (event.key === 'Enter') enterPanel()
    else if (event.key === 'Escape' && typed !== '') type('')
    else if (event.key === 'Escape') void navigate({ to: '/connectors' })
    else if (step === undefined || found.length === 0) return
    else {
      const next = found[(step + found.length) % found.length]
      if (next !== undefined) {
        setPicked(next)
        document.getElementById(idOfStart(next.id))?.scrollIntoView({ block: 'nearest' })
      }
    }
    event.preventDefault()
  }

  const isSmall = useMedia('(max-width: 767px)')
  // Where the panel replaces the list, nothing is chosen as long as the list is shown.
  const isBeside = useMedia('(min-width: 1024px)')
  if (whyNot !== null) return <p className="p-8 text-body text-ink-2">{whyNot}</p>

  const shared = { taken, onBack: () => setShowsPanel(false) }
  return (
    <div className="flex min-h-0 grow">
      <h1 className="sr-only">New connector</h1>
      <div
        className={cx(
          'min-w-0 grow overflow-y-auto px-8 pt-6 pb-8 max-md:pt-4 md:[scrollbar-gutter:stable] max-md:px-4',
          showsPanel && 'max-lg:hidden'
        )}
      >
        <div className="relative">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-3.5 left-3.5 size-4 text-ink-3"
            strokeWidth={1.75}
          />
          <input
            ref={field}
            type="text"
            role="combobox"
            aria-label="Search services"
            aria-expanded
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={service === null ? undefined : idOfStart(service.id)}
            autoComplete="off"
            spellCheck={false}
            placeholder={
              isSmall || isAwaited ? 'Search services' : `Search ${formatCount(unrepeated.length, 'service')}`
            }
            value={typed}
            onChange={event => type(event.currentTarget.value)}
            onKeyDown={press}
            className="h-11 w-full min-w-0 rounded-tile border border-line-strong bg-surface pr-24 pl-10 text-h3 font-normal text-ink max-md:text-h2 max-md:font-normal"
          />
          <span className="absolute inset-y-0 right-3 flex items-center gap-2">
            {typed !== '' && (
              <IconButton
                size="card"
                label="Clear the search"
                icon={<X aria-hidden />}
                onClick={() => {
                  type('')
                  field.current?.focus()
                }}
              />
            )}
            <span aria-hidden className="pointer-events-none max-md:hidden">
              <Kbd keys="Enter" />
            </span>
          </span>
        </div>
        <StartTiles
          chosen={isBeside && typeof chosen === 'string' ? chosen : ''}
          onChoose={choose}
          onImport={() => setImporting(true)}
          onOpenApi={() => setOpenApi(true)}
        />
        {isAwaited && <ServiceListPlaceholder />}
        <ServiceList id={listId} groups={groups} chosen={service?.id ?? null} onChoose={choose} />
        <GalleryNotices gallery={gallery} />
        <p aria-live="polite" className="mt-6 mb-0 text-body text-ink-2 empty:hidden">
          {found.length === 0 &&
            !isAwaited &&
            `No service matches “${typed}”. Start from scratch to create a connector with this name.`}
        </p>
      </div>
      <div ref={panel} className={cx('flex min-h-0 max-lg:w-full', !showsPanel && 'max-lg:hidden')}>
        {service?.is === 'gallery' ? (
          <GalleryPanel key={service.id} start={service} onBack={shared.onBack} />
        ) : service !== null ? (
          <ServicePanel key={service.id} start={service} {...shared} />
        ) : chosen === 'sample' ? (
          <SamplePanel services={services} {...shared} />
        ) : chosen === 'curl' ? (
          <CurlPanel {...shared} />
        ) : (
          <ScratchPanel name={name} onName={setName} {...shared} />
        )}
      </div>
      {importing && (
        <importing.ImportConnectorDialog open={isImporting} onClose={() => setImporting(false)} />
      )}
      {isOpenApi && openApi && <openApi.OpenApiDialog onClose={() => setOpenApi(false)} />}
    </div>
  )
}
