import { IconButton } from '@hookwright/ui'
import { ChevronDown, ChevronUp, Search, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { nameOfPill } from '../commands/carried-pill.ts'
import { goToPlace, showPlace } from '../commands/problems.ts'
import { useCanvas, useDrawing, useUiState } from '../use-canvas.tsx'
import { type FoundPlace, findInFlow } from './find-in-flow.ts'

/** Number of frames to wait for a card that scrolls into view. */
const MOST_FRAMES = 30

const selectorOf = ({ card, field, block }: FoundPlace): string =>
  field === undefined
    ? `[data-card-title="${card}"]`
    : `[data-site="${CSS.escape(`${card}|${block ?? ''}|${field}`)}"]`

/** Highlights the current match. A match in a folded field highlights the card's title. */
const useMarkOn = (place: FoundPlace | undefined): void => {
  const name = place === undefined ? null : JSON.stringify(place)
  useEffect(() => {
    if (name === null) return
    const { card, ...rest }: FoundPlace = JSON.parse(name)
    let marked: Element | null = null
    let frames = 0
    let frame = 0
    const look = (): void => {
      frames += 1
      marked = document.querySelector(selectorOf({ card, ...rest }))
      if (marked === null && frames > MOST_FRAMES) marked = document.querySelector(selectorOf({ card }))
      if (marked === null && frames <= MOST_FRAMES) frame = requestAnimationFrame(look)
      else marked?.setAttribute('data-found', '')
    }
    look()
    return () => {
      cancelAnimationFrame(frame)
      marked?.removeAttribute('data-found')
    }
  }, [name])
}

const spoken = (at: number, count: number): string => (count === 0 ? 'No matches' : `${at + 1} of ${count}`)

/**
 * Search bar of the open flow. Enter moves to the next match; Esc closes the bar and keeps the focus at the
 * match.
 */
export const FindBar = () => {
  const canvas = useCanvas()
  const calls = useUiState(ui => ui.findCalls)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const before = useRef<Element | null>(null)
  const flow = useDrawing(drawing => drawing.flow)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawing changes with the flow.
  const found = useMemo(
    () => findInFlow(canvas.drawing.getState(), typed, pill => nameOfPill(canvas, pill)),
    [canvas, flow, typed]
  )
  const place = found.length === 0 ? undefined : found[Math.min(at, found.length - 1)]
  useMarkOn(place)

  useEffect(() => {
    if (calls === 0) return
    if (document.activeElement !== field.current) before.current = document.activeElement
    field.current?.focus()
    field.current?.select()
  }, [calls])

  const go = (next: number, among: readonly FoundPlace[]): void => {
    const index = among.length === 0 ? 0 : (next + among.length) % among.length
    setAt(index)
    const shown = among[index]
    if (shown !== undefined) showPlace(canvas, shown)
  }
  const type = (next: string): void => {
    setTyped(next)
    go(
      0,
      findInFlow(canvas.drawing.getState(), next, pill => nameOfPill(canvas, pill))
    )
  }
  const close = (): void => {
    canvas.ui.setState({ findCalls: 0 })
    if (place !== undefined) goToPlace(canvas, place)
    else if (before.current instanceof HTMLElement) before.current.focus()
  }
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && event.target === field.current)
      go(at + (event.shiftKey ? -1 : 1), found)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <search
      aria-label="Find in this flow"
      onKeyDown={press}
      className="absolute top-3 right-3 z-20 flex max-w-[calc(100%-1.5rem)] items-center gap-1 rounded-m border border-line bg-raised p-1 pl-2 shadow-2"
    >
      <Search aria-hidden className="size-4 shrink-0 text-ink-3" strokeWidth={1.75} />
      <input
        ref={field}
        type="text"
        aria-label="Find titles, values and notes"
        placeholder="Find in this flow"
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={event => type(event.currentTarget.value)}
        className="h-7 w-48 min-w-0 bg-transparent px-1 text-body text-ink outline-none"
      />
      <span aria-live="polite" className="tabular min-w-16 px-1 text-right text-small text-ink-3">
        {typed.trim() === ''
          ? ''
          : spoken(found.length === 0 ? 0 : Math.min(at, found.length - 1), found.length)}
      </span>
      <IconButton
        size="small"
        label="Previous match"
        shortcut="Shift+Enter"
        icon={<ChevronUp aria-hidden />}
        disabled={found.length === 0}
        onClick={() => go(at - 1, found)}
      />
      <IconButton
        size="small"
        label="Next match"
        shortcut="Enter"
        icon={<ChevronDown aria-hidden />}
        disabled={found.length === 0}
        onClick={() => go(at + 1, found)}
      />
      <IconButton
        size="small"
        label="Close search"
        shortcut="Escape"
        icon={<X aria-hidden />}
        onClick={close}
      />
    </search>
  )
}
