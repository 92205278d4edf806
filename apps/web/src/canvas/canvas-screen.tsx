import { type Workbench, WorkbenchContext } from '@hookwright/cards/faces'
import { ContextMenu, IconButton, late, type MenuGroups, useLate, useLateLayer } from '@hookwright/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { PanelLeftOpen } from 'lucide-react'
import { type MouseEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useKept } from '../shell/use-kept.ts'
import { useMedia } from '../shell/use-media.ts'
import { CanvasBar } from './canvas-bar.tsx'
import type { PanelName } from './canvas-search.ts'
import { CardDialog } from './card-dialog.tsx'
import { CardList } from './card-list.tsx'
import { cardMenuGroups } from './card-menu.tsx'
import { CardPalette } from './card-palette.tsx'
import { choose } from './commands/choose.ts'
import { pasteText } from './commands/paste.ts'
import type { Settling } from './commands/settle.ts'
import { GhostCards } from './ghost-cards.tsx'
import { LiveRegion } from './live-region.tsx'
import { MAP_FROM, MiniMap } from './mini-map.tsx'
import { PillHint } from './pill-hint.tsx'
import { PlaceInAddress } from './place-in-address.ts'
import { pointingOn } from './pointing.ts'
import { FlowCanvas } from './react-flow.tsx'
import { RestoreBanner } from './restore-banner.tsx'
import type { ScreenParts } from './screen-parts.ts'
import { SkipToList } from './skip-to-list.tsx'
import { useCanvas, useDesk, useDrawing } from './use-canvas.tsx'
import { useCanvasActions } from './use-canvas-actions.ts'
import { useCanvasClipboard } from './use-canvas-clipboard.ts'
import { useKeepSaved } from './use-keep-saved.ts'
import { ViewBar } from './view-bar.tsx'
import './canvas.css'

/** The panel's room is there from the first, so that nothing moves when what it holds has come. */
const panelClass =
  'relative flex h-[min(18rem,45%)] has-data-sized:h-auto shrink-0 max-md:h-auto max-md:max-h-[45%] flex-col border-t border-line bg-surface'

const lateDialogs = late(() => import('./canvas-dialogs.tsx'))
const latePanel = late(() => import('./bottom-panel.tsx'))
const latePins = late(() => import('./pins/pins-strip.tsx'))
const lateInspector = late(() => import('./inspector.tsx'))

type DialogsGiven = Pick<ScreenParts, 'events' | 'eventsNote'> & { settling: Settling; otherNames: string[] }

const Dialogs = (given: DialogsGiven) => {
  const isOpen = useDesk(desk => desk.dialog !== null || desk.picking !== null || desk.helpOn !== null)
  const dialogs = useLateLayer(lateDialogs, isOpen)
  return dialogs && <dialogs.CanvasDialogs {...given} />
}

/** The flow itself: cards on a canvas with their map, or a list. */
const FlowArea = ({ asList }: { asList: boolean }) => {
  const search = useSearch({ strict: false })
  const isEmpty = useDrawing(drawing => drawing.flow.strip.length === 0)
  const hasMap = useDrawing(drawing => drawing.cards.size >= MAP_FROM)
  if (isEmpty)
    return (
      <>
        <GhostCards />
        <PlaceInAddress search={search} />
      </>
    )
  if (asList)
    return (
      <>
        <CardList />
        <PlaceInAddress search={search} />
      </>
    )
  return (
    <>
      <SkipToList />
      <FlowCanvas>
        <ViewBar />
        {hasMap && <MiniMap />}
        <PlaceInAddress search={search} />
      </FlowCanvas>
    </>
  )
}

/** The page of an open flow. */
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
  const isSmall = useMedia('(max-width: 767px)')
  const isWide = useMedia('(min-width: 1280px)')
  const asList = useDesk(desk => desk.asList) || isSmall
  const called = useDesk(desk => desk.paletteCalled)
  const isEmpty = useDrawing(drawing => drawing.flow.strip.length === 0)
  const kind = useDrawing(() => canvas.kind())
  const [docked, setDocked] = useKept('cards-panel', true)
  const [wantsInspector, setInspector] = useKept('inspector', false)
  const [floating, setFloating] = useState(false)
  const [menu, setMenu] = useState<MenuGroups>([])
  const search = useRef<HTMLInputElement>(null)
  const { run } = parts
  const mayRun = kind !== null && (run?.kinds.includes(kind) ?? false)
  const runKinds = run?.kinds ?? null
  const hasPins = useStore(canvas.run, state => state.pins.length > 0)
  const pins = useLate(latePins, hasPins)
  const panels = useLate(latePanel, panel !== undefined)
  const pointing = useMemo(() => pointingOn(canvas), [canvas])
  // A list shows each card with room already.
  const mayInspect = isWide && !asList && !isEmpty
  const isInspecting = mayInspect && wantsInspector
  const inspectors = useLate(lateInspector, isInspecting)

  const isDocked = docked && isWide
  if (called && !isDocked && !floating) setFloating(true)

  const given = useMemo(() => {
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
      save: () => {
        if (canvas.doc.store.getState().about.name === null) canvas.desk.setState({ dialog: 'save' })
        else void canvas.doc.flush().then(() => canvas.toast({ say: 'Saved.' }))
      },
      paste: () => {
        const failed = (): void =>
          canvas.toast({
            say: 'The browser keeps the clipboard from this page; press Ctrl V instead.',
            tone: 'info'
          })
        navigator.clipboard?.readText().then(text => pasteText(canvas, text), failed) ?? failed()
      }
    }
  }, [canvas, navigate, runKinds, mayInspect, wantsInspector, setInspector])

  const cardCalled = useDesk(desk => desk.cardCalled)
  useEffect(() => {
    if (cardCalled !== null) given.openPanel('card')
  }, [cardCalled, given])

  useCanvasActions(canvas, given)
  useCanvasClipboard(canvas)
  useKeepSaved(canvas)

  const openMenu = (event: MouseEvent): void => {
    const element = event.target instanceof Element ? event.target : null
    const card = element?.closest('[data-card]')?.getAttribute('data-card') ?? null
    // Inside a field the browser's own menu is the one that is wanted.
    if (card === null || element?.closest('[data-editor], input, textarea')) {
      event.stopPropagation()
      return
    }
    const { chosen } = canvas.desk.getState()
    if (!chosen.has(card)) choose(canvas, [card])
    setMenu(cardMenuGroups(canvas, [...canvas.desk.getState().chosen]))
  }

  return (
    <WorkbenchContext value={bench}>
      <RestoreBanner />
      <CanvasBar
        panel={panel}
        isSmall={isSmall}
        mayRun={mayRun}
        onPanel={given.openPanel}
        onSave={given.save}
      >
        {parts.barEnd}
      </CanvasBar>
      {pins !== null && <pins.PinsStrip />}
      {parts.banner}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it hears what happens to the pills and fields inside. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: pills and fields are buttons and fields, whose keys click. */}
      <div
        className="relative flex min-h-0 grow"
        onPointerDown={pointing.press}
        onClickCapture={pointing.clickFirst}
        onClick={pointing.click}
        onKeyDownCapture={event => {
          canvas.view.byKeys = true
          pointing.pressKey(event)
        }}
        onPointerDownCapture={() => {
          canvas.view.byKeys = false
        }}
      >
        {!isEmpty && (isDocked || floating) && (
          <CardPalette
            isDocked={isDocked}
            search={search}
            onClose={() => (isDocked ? setDocked(false) : setFloating(false))}
          />
        )}
        <ContextMenu groups={menu}>
          <div className="relative min-h-0 min-w-0 grow" onContextMenuCapture={openMenu}>
            {!isEmpty && !isDocked && !floating && !isSmall && (
              <IconButton
                label="Open the cards panel"
                shortcut="A"
                look="plain"
                icon={<PanelLeftOpen aria-hidden />}
                className="absolute! top-3 left-3 z-10"
                onClick={() => (isWide ? setDocked(true) : setFloating(true))}
              />
            )}
            <FlowArea asList={asList} />
          </div>
        </ContextMenu>
        {isInspecting && inspectors && (
          <inspectors.Inspector mayRun={mayRun} onClose={() => setInspector(false)} />
        )}
      </div>
      {panel !== undefined && (
        <section aria-label="Problems and runs" className={panelClass}>
          {panels && (
            <panels.BottomPanel
              panel={panel}
              run={mayRun && run !== null ? run.here : null}
              alone={parts.alone}
              onPanel={given.openPanel}
            />
          )}
        </section>
      )}
      {parts.foot}
      <Dialogs
        settling={settling}
        otherNames={otherNames}
        events={parts.events}
        eventsNote={parts.eventsNote}
      />
      <CardDialog />
      <PillHint />
      <LiveRegion />
    </WorkbenchContext>
  )
}
