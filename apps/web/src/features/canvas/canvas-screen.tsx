import './canvas.css'
import { type Workbench, WorkbenchContext } from '@hookwright/cards/views'
import { lazyPart, useLazy, useLazyLayer } from '@hookwright/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useFocusBack } from '../../kit/page/use-focus-back.ts'
import { useMedia } from '../../kit/page/use-media.ts'
import { usePanelFlag } from '../../kit/page/use-panel-flag.ts'
import { CanvasBar } from './canvas-bar.tsx'
import type { PanelName } from './canvas-search.ts'
import { CardContextMenu } from './card-context-menu.tsx'
import { CardDialog } from './card-dialog.tsx'
import { callPalette } from './commands/call-palette.ts'
import { goToCard } from './commands/choose.ts'
import { pasteClipboard } from './commands/paste.ts'
import { saveNow } from './commands/save-now.ts'
import type { Settling } from './commands/settle.ts'
import { LiveRegion } from './live-region.tsx'
import { MAP_FROM } from './map-from.ts'
import { PanelRoom } from './panel-room.tsx'
import { PillHint } from './pill-hint.tsx'
import { PlaceInAddress } from './place-in-address.ts'
import { PointingArea } from './pointing-area.tsx'
import { FlowCanvas } from './react-flow.tsx'
import { hasLost } from './rebind/lost-values.ts'
import { RestoreBanner } from './restore-banner.tsx'
import type { ScreenParts } from './screen-parts.ts'
import { isStartedByEvent } from './started-by-event.ts'
import type { CanvasUiState } from './ui-state/canvas-ui.ts'
import { useCanvas, useDrawing, useUiState } from './use-canvas.tsx'
import { useCanvasActions } from './use-canvas-actions.ts'
import { useCanvasClipboard } from './use-canvas-clipboard.ts'
import { useKeepSaved } from './use-keep-saved.ts'
import { useLeaveField } from './use-leave-field.ts'
import { ViewBar } from './view-bar.tsx'

/**
 * Returns the state of the cards panel: docked next to the canvas or floating over it.
 *
 * It is closed at first. On a wide page *Add card* docks it. A floating panel closes once a card is chosen.
 */
const usePalettePlace = (isWide: boolean) => {
  const called = useUiState(ui => ui.paletteCalled)
  const [docked, setDocked] = usePanelFlag('cards-panel', false)
  const [floating, setFloating] = useState(false)
  const isDocked = docked && isWide
  if (called && !isDocked && !floating) setFloating(true)
  return {
    isDocked,
    isOpen: isDocked || floating,
    open: (): void => (isWide ? setDocked(true) : setFloating(true)),
    close: (): void => (isDocked ? setDocked(false) : setFloating(false))
  }
}

/** Skip link to the list view of the flow. It is visible only when focused. */
const SkipToList = () => {
  const canvas = useCanvas()
  const skip = (): void => {
    canvas.ui.setState({ asList: true })
    const [first] = canvas.drawing.getState().flow.strip
    if (first !== undefined) goToCard(canvas, first)
  }
  return (
    <button
      type="button"
      onClick={skip}
      className="sr-only focus:not-sr-only focus:absolute focus:top-3 focus:left-12 focus:z-20 focus:rounded-s focus:bg-raised focus:px-3 focus:py-2 focus:text-label focus:shadow-2"
    >
      Skip to card list
    </button>
  )
}

/** Empty list of connector actions, for makers' flows. Only users' flows can run such actions. */
const noActions: never[] = []

/** Media query of phones, which show the flow as a list. */
const SMALL = '(max-width: 767px)'

/** Minimum window width, in pixels, at which a short flow opens with the preview of the users' card. */
const ROOMY = 1440

const lazyGhosts = lazyPart(() => import('./ghost-cards.tsx'))
const lazyPalette = lazyPart(() => import('./card-palette.tsx'))
const lazyDialogs = lazyPart(() => import('./canvas-dialogs.tsx'))
const lazyPins = lazyPart(() => import('./pins/pins-strip.tsx'))
const lazyLost = lazyPart(() => import('./rebind/lost-banner.tsx'))
const lazyList = lazyPart(() => import('./card-list.tsx'))
const lazyMap = lazyPart(() => import('./mini-map.tsx'))
const lazyFind = lazyPart(() => import('./find/find-bar.tsx'))
const lazyUserView = lazyPart(() => import('./user-view.tsx'))
const lazyInspector = lazyPart(() => import('./inspector.tsx'))

type DialogsGiven = Pick<ScreenParts, 'events' | 'eventsNote' | 'offered'> & {
  settling: Settling
  otherNames: string[]
}

const isDialogOpen = ({ dialog, picking, helpOn, replacing, pinning }: CanvasUiState): boolean =>
  dialog !== null || picking !== null || helpOn !== null || replacing !== null || pinning !== null

const Dialogs = (props: DialogsGiven) => {
  const isOpen = useUiState(ui => isDialogOpen(ui))
  const dialogs = useLazyLayer(lazyDialogs, isOpen)
  return dialogs && <dialogs.CanvasDialogs {...props} />
}

const Find = () => {
  const isOpen = useUiState(ui => ui.findCalls > 0)
  const find = useLazyLayer(lazyFind, isOpen)
  return isOpen && find && <find.FindBar />
}

/** Main area of the flow: a canvas with its minimap, or the list of cards. */
const FlowArea = ({ asList, hook, events }: { asList: boolean } & Pick<ScreenParts, 'hook' | 'events'>) => {
  const search = useSearch({ strict: false })
  const isEmpty = useDrawing(drawing => drawing.flow.strip.length === 0)
  const hasMap = useDrawing(drawing => drawing.cards.size >= MAP_FROM)
  const list = useLazy(lazyList, asList && !isEmpty)
  const map = useLazy(lazyMap, hasMap && !asList)
  const ghosts = useLazy(lazyGhosts, isEmpty)
  if (isEmpty)
    return (
      <>
        {ghosts !== null && <ghosts.GhostCards events={events} asList={asList} />}
        <PlaceInAddress search={search} />
      </>
    )
  if (asList)
    return (
      list && (
        <>
          <list.CardList hook={hook} />
          <PlaceInAddress search={search} />
        </>
      )
    )
  return (
    <>
      <SkipToList />
      <FlowCanvas hook={hook}>
        <ViewBar />
        {hasMap && map && <map.MiniMap />}
        <PlaceInAddress search={search} />
      </FlowCanvas>
    </>
  )
}

/** Page of an open flow. */
export const CanvasScreen = ({
  bench,
  settling,
  otherNames,
  parts
}: {
  bench: Workbench
  settling: Settling
  otherNames: string[]
  parts: ScreenParts
}) => {
  const canvas = useCanvas()
  const navigate = useNavigate()
  const { panel } = useSearch({ strict: false })
  const isSmall = useMedia(SMALL)
  const isWide = useMedia('(min-width: 1280px)')
  const asList = useUiState(ui => ui.asList) || isSmall
  const isEmpty = useDrawing(drawing => drawing.flow.strip.length === 0)
  const kind = useDrawing(() => canvas.kind())
  const [wantsInspector, setInspector] = usePanelFlag('inspector', false)
  const palette = usePalettePlace(isWide)
  const search = useRef<HTMLInputElement>(null)
  const cardPalette = useLazyLayer(lazyPalette, palette.isOpen && !isEmpty)
  const { run } = parts
  const mayRun = kind !== null && (run?.kinds.includes(kind) ?? false)
  const runKinds = run?.kinds ?? null
  const hasPins = useStore(canvas.run, state => state.pins.length > 0)
  const pins = useLazy(lazyPins, hasPins)
  const isLost = useDrawing(hasLost)
  const lost = useLazy(lazyLost, isLost)
  // A list shows each card with room already.
  const mayInspect = isWide && !asList && !isEmpty
  const isInspecting = mayInspect && wantsInspector
  const inspectors = useLazy(lazyInspector, isInspecting)
  // An event with its outputs leaves room for its preview; what is added later closes nothing.
  const [hasRoom] = useState(() => {
    const { strip } = canvas.drawing.getState().flow
    return (
      window.innerWidth >= ROOMY && strip.length > 0 && strip.length <= 2 && isStartedByEvent(canvas.kind())
    )
  })
  const [wantsSplit, setSplit] = usePanelFlag('user-view', hasRoom)
  const maySplit =
    isWide && !isEmpty && (kind === 'webhook-event' || kind === 'polling-monitor' || kind === 'action')
  const isSplit = maySplit && wantsSplit
  const userViews = useLazy(lazyUserView, isSplit)

  const actions = useMemo(() => {
    const openPanel = (next: PanelName | undefined): void =>
      void navigate({ to: '.', search: before => ({ ...before, panel: next }), replace: true })
    return {
      openPanel,
      mayRun:
        runKinds &&
        ((): boolean => {
          const now = canvas.kind()
          return now !== null && runKinds.includes(now)
        }),
      inspect: mayInspect ? () => setInspector(!wantsInspector) : null,
      save: () => void saveNow(canvas),
      paste: () => pasteClipboard(canvas)
    }
  }, [canvas, navigate, runKinds, mayInspect, wantsInspector, setInspector])

  const runCalled = useUiState(ui => ui.runCalled)
  useEffect(() => {
    if (!runCalled) return
    canvas.ui.setState({ runCalled: false })
    actions.openPanel('run')
  }, [runCalled, canvas, actions])

  const cardCalled = useUiState(ui => ui.cardCalled)
  useEffect(() => {
    if (cardCalled !== null) actions.openPanel('card')
  }, [cardCalled, actions])

  useFocusBack(panel !== undefined)
  useFocusBack(isInspecting)
  useCanvasActions(canvas, actions)
  useCanvasClipboard(canvas)
  useKeepSaved(canvas)
  useLeaveField(SMALL)

  return (
    <WorkbenchContext value={bench}>
      <RestoreBanner />
      <CanvasBar
        panel={panel}
        isSmall={isSmall}
        mayRun={mayRun}
        onPanel={actions.openPanel}
        onSave={actions.save}
        cards={{
          isOpen: palette.isDocked,
          flip: () => {
            if (palette.isDocked) palette.close()
            else {
              palette.open()
              callPalette(canvas, null)
            }
          }
        }}
        tools={parts.barTools}
        split={maySplit ? { isOn: isSplit, flip: () => setSplit(!isSplit) } : null}
      >
        {parts.barEnd}
      </CanvasBar>
      {pins !== null && <pins.PinsStrip />}
      {lost !== null && isLost && <lost.LostBanner />}
      {parts.banner}
      <PointingArea>
        {!isEmpty && palette.isOpen && cardPalette && (
          <cardPalette.CardPalette
            isDocked={palette.isDocked}
            search={search}
            offered={parts.offered ?? noActions}
            onClose={palette.close}
          />
        )}
        <CardContextMenu>
          <FlowArea asList={asList} hook={parts.hook} events={parts.events} />
          <Find />
        </CardContextMenu>
        {isInspecting && inspectors && (
          <inspectors.Inspector mayRun={mayRun} onClose={() => setInspector(false)} />
        )}
        {isSplit &&
          (userViews === null ? (
            <div className="w-90 shrink-0 border-l border-line bg-canvas" />
          ) : (
            <userViews.UserView onClose={() => setSplit(false)} />
          ))}
      </PointingArea>
      <PanelRoom
        panel={panel}
        run={mayRun && run !== null ? run.here : null}
        alone={parts.alone}
        onPanel={actions.openPanel}
      />
      {parts.foot}
      <Dialogs
        settling={settling}
        otherNames={otherNames}
        events={parts.events}
        eventsNote={parts.eventsNote}
        offered={parts.offered}
      />
      <CardDialog />
      <PillHint />
      <LiveRegion />
    </WorkbenchContext>
  )
}
