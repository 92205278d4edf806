import { ERROR_DIALOG, NOTE_DIALOG } from '@hookwright/cards/views'
import { type CardId, CUSTOM_API_ACTION, startCardOf } from '@hookwright/model'
import {
  ArrowLeft,
  ArrowRight,
  CircleHelp,
  Copy,
  CopyPlus,
  type LucideIcon,
  NotebookPen,
  Pencil,
  PencilLine,
  Pin,
  Play,
  Scissors,
  ShieldAlert,
  SkipForward,
  StepForward,
  StickyNote,
  Trash2,
  Zap
} from 'lucide-react'
import type { Canvas } from '../canvas.ts'
import { deleteCards, duplicateCards, looseOf, nudgeCard, renameCard, skipCards } from './edit-cards.ts'
import { insertCard } from './insert-card.ts'
import { isPinned, mayPinCard, mayPinValues, pinCard, unpinCards } from './pin-cards.ts'
import { callCard, mayRunCard, mayRunUpTo, runUpTo } from './run-card.ts'
import { behind } from './targets.ts'

/** A command on cards, used by menus and keys. */
export interface CardCommand {
  id: string
  label: (cards: CardId[]) => string
  icon: LucideIcon
  keys: string[]
  /**
   * True if the shortcut also works while a field of the card has the focus. A refused command then shows its
   * reason.
   */
  inFields?: true
  danger?: true
  /**
   * Returns true if the command is available for these cards.
   *
   * False hides the command. A sentence disables it and is shown as the reason.
   */
  when: (cards: CardId[]) => boolean | string
  run: (cards: CardId[]) => void
}

/**
 * Makes the browser fire its copy or cut event. The event's handler (`useCanvasClipboard`) then provides the
 * cards as text.
 */
const tellBrowser = (what: 'copy' | 'cut'): void => void document.execCommand(what)

/** Returns true for the start card of its flow. */
const isStart = (canvas: Canvas, id: CardId | null): boolean =>
  id !== null && startCardOf(canvas.drawing.getState().flow)?.id === id

/** Returns true for a card that runs a connector's action and can be switched to another action. */
const isAction = (canvas: Canvas, id: CardId | null): boolean => {
  const drawn = id === null ? undefined : canvas.drawing.getState().cards.get(id)
  const use = drawn?.spec.acts(drawn.card.config) ?? null
  return use !== null && use.actionFlowId !== CUSTOM_API_ACTION
}

/** Returns true for a card whose error handling can be chosen. */
const handlesErrors = (canvas: Canvas, id: CardId | null): boolean => {
  const drawn = id === null ? undefined : canvas.drawing.getState().cards.get(id)
  return !canvas.readOnly && drawn?.spec.handlesErrors === true && drawn.card.skipped !== true
}

const hasNote = (canvas: Canvas, id: CardId | null): boolean =>
  id !== null && canvas.drawing.getState().cards.get(id)?.card.note !== undefined

/** Returns true for a card that can have a note: any card except a note. */
const takesNote = (canvas: Canvas, id: CardId | null): boolean => {
  const drawn = id === null ? undefined : canvas.drawing.getState().cards.get(id)
  return !canvas.readOnly && drawn !== undefined && drawn.spec.group !== 'Notes'
}

/** Returns all commands on chosen cards, in the order of the menu. */
export const cardCommands = (canvas: Canvas): CardCommand[] => {
  const single = (cards: CardId[]): CardId | null => (cards.length === 1 ? (cards[0] ?? null) : null)
  const loose = (cards: CardId[]): boolean | string =>
    cards.length > 0 &&
    (looseOf(canvas, cards).length > 0 || 'This is not possible for the first and last cards of a flow.')
  const isSkipped = (cards: CardId[]): boolean =>
    cards.length > 0 && cards.every(id => canvas.drawing.getState().cards.get(id)?.card.skipped)
  const onOne =
    (run: (card: CardId) => void) =>
    (cards: CardId[]): void => {
      const card = single(cards)
      if (card !== null) run(card)
    }

  return [
    {
      id: 'card.run',
      label: () => 'Run this card',
      icon: Play,
      keys: ['Mod+Enter'],
      inFields: true,
      when: cards => {
        const card = single(cards)
        return card !== null && mayRunCard(canvas, card)
      },
      run: onOne(card => callCard(canvas, card))
    },
    {
      id: 'card.run-up-to',
      label: () => 'Run up to here',
      icon: StepForward,
      keys: [],
      when: cards => {
        const card = single(cards)
        return card !== null && mayRunUpTo(canvas, card)
      },
      run: onOne(card => runUpTo(canvas, card))
    },
    {
      id: 'card.pin',
      label: cards => (cards.every(card => isPinned(canvas, card)) ? 'Unpin' : 'Pin outputs'),
      icon: Pin,
      keys: [],
      when: cards => {
        const card = single(cards)
        return cards.every(each => isPinned(canvas, each)) || (card !== null && mayPinCard(canvas, card))
      },
      run: cards => {
        if (cards.every(card => isPinned(canvas, card))) unpinCards(canvas, cards)
        else for (const card of cards) pinCard(canvas, card)
      }
    },
    {
      id: 'card.pin-values',
      label: cards =>
        cards.every(card => isPinned(canvas, card)) ? 'Edit pinned outputs' : 'Enter outputs to pin',
      icon: PencilLine,
      keys: [],
      when: cards => {
        const card = single(cards)
        return card !== null && mayPinValues(canvas, card)
      },
      run: onOne(pinning => canvas.ui.setState({ pinning }))
    },
    {
      id: 'card.rename',
      label: () => 'Rename card',
      icon: Pencil,
      keys: ['F2'],
      when: cards => single(cards) !== null,
      run: onOne(card => renameCard(canvas, card))
    },
    {
      id: 'card.event',
      label: () => 'Choose another event',
      icon: Zap,
      keys: [],
      when: cards => isStart(canvas, single(cards)),
      run: () => canvas.ui.setState({ dialog: 'event' })
    },
    {
      id: 'card.action',
      label: () => 'Choose another action',
      icon: Zap,
      keys: [],
      when: cards => canvas.actions !== null && isAction(canvas, single(cards)),
      run: onOne(replacing => canvas.ui.setState({ replacing }))
    },
    {
      id: 'card.errors',
      label: () => 'Error handling',
      icon: ShieldAlert,
      keys: [],
      when: cards => handlesErrors(canvas, single(cards)),
      run: onOne(card => canvas.ui.setState({ asked: { card, dialog: ERROR_DIALOG } }))
    },
    {
      id: 'card.duplicate',
      label: () => 'Duplicate',
      icon: CopyPlus,
      keys: ['Mod+D'],
      when: loose,
      run: cards => duplicateCards(canvas, cards)
    },
    {
      id: 'card.copy',
      label: () => 'Copy',
      icon: Copy,
      keys: ['Mod+C'],
      when: loose,
      run: () => tellBrowser('copy')
    },
    {
      id: 'card.cut',
      label: () => 'Cut',
      icon: Scissors,
      keys: ['Mod+X'],
      when: loose,
      run: () => tellBrowser('cut')
    },
    {
      id: 'card.skip',
      label: cards => (isSkipped(cards) ? 'Do not skip' : 'Skip'),
      icon: SkipForward,
      keys: ['D'],
      when: loose,
      run: cards => skipCards(canvas, cards)
    },
    {
      id: 'card.earlier',
      label: () => 'Move earlier',
      icon: ArrowLeft,
      keys: ['Alt+ArrowLeft'],
      when: cards => single(cards) !== null && loose(cards),
      run: onOne(card => nudgeCard(canvas, card, -1))
    },
    {
      id: 'card.later',
      label: () => 'Move later',
      icon: ArrowRight,
      keys: ['Alt+ArrowRight'],
      when: cards => single(cards) !== null && loose(cards),
      run: onOne(card => nudgeCard(canvas, card, 1))
    },
    {
      id: 'card.annotate',
      label: cards => (hasNote(canvas, single(cards)) ? 'Edit note of card' : 'Add note to card'),
      icon: NotebookPen,
      keys: ['Shift+N'],
      when: cards => takesNote(canvas, single(cards)),
      run: onOne(card => canvas.ui.setState({ asked: { card, dialog: NOTE_DIALOG } }))
    },
    {
      id: 'card.note',
      label: () => 'Add note after',
      icon: StickyNote,
      keys: ['N'],
      when: cards => single(cards) !== null,
      run: onOne(card => {
        const spec = [...canvas.specs.values()].find(({ group }) => group === 'Notes')
        if (spec !== undefined) insertCard(canvas, spec, behind(canvas.drawing.getState().flow, card))
      })
    },
    {
      id: 'card.help',
      label: () => 'Help',
      icon: CircleHelp,
      keys: [],
      when: cards => single(cards) !== null,
      run: onOne(card => canvas.ui.setState({ helpOn: card }))
    },
    {
      id: 'card.delete',
      label: cards => (cards.length > 1 ? 'Delete cards' : 'Delete card'),
      icon: Trash2,
      keys: ['Delete', 'Backspace'],
      danger: true,
      when: loose,
      run: cards => deleteCards(canvas, cards)
    }
  ]
}
