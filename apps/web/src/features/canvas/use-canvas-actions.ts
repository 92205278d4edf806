import {
  CirclePlus,
  PanelRight,
  Pencil,
  Play,
  Redo2,
  Save,
  Search,
  SquareDashedMousePointer,
  SquareTerminal,
  TriangleAlert,
  Undo2
} from 'lucide-react'
import { useMemo } from 'react'
import type { Action } from '../../kit/actions/action.ts'
import { useActions } from '../../kit/actions/use-actions.tsx'
import type { Canvas } from './canvas.ts'
import type { PanelName } from './canvas-search.ts'
import { announce } from './commands/announce.ts'
import { callPalette } from './commands/call-palette.ts'
import { cardCommands } from './commands/card-commands.ts'
import { cancelCarrying } from './commands/carried-pill.ts'
import { choose, goToCard } from './commands/choose.ts'
import { nextProblem } from './commands/problems.ts'
import { isStartedByEvent } from './started-by-event.ts'
import { useDoc, useDrawing } from './use-canvas.tsx'
import { chosenOf, viewActions } from './view-actions.ts'

const cardActions = (canvas: Canvas): Action[] =>
  cardCommands(canvas).map(command => ({
    id: command.id,
    label: () => command.label(chosenOf(canvas)),
    group: 'Card',
    icon: command.icon,
    keys: command.keys,
    ...(command.inFields && { keysAlso: { fields: true } }),
    // A key that is asked for by name answers also where it cannot be done.
    when: () =>
      command.inFields ? command.when(chosenOf(canvas)) !== false : command.when(chosenOf(canvas)),
    run: () => {
      const when = command.when(chosenOf(canvas))
      if (typeof when !== 'string') return command.run(chosenOf(canvas))
      canvas.toast({ say: when, tone: 'info' })
      announce(canvas, when)
    }
  }))

const letGoAction = (canvas: Canvas): Action => ({
  id: 'pill.let-go',
  label: 'Cancel mapping the selected value',
  group: 'Flow',
  keys: ['Escape'],
  keysAlso: { fields: true },
  unlisted: true,
  when: () => canvas.ui.getState().carried?.by === 'pick',
  run: () => cancelCarrying(canvas)
})

const runAction = (canvas: Canvas, { mayRun, openPanel }: CanvasActionsContext): Action[] =>
  mayRun === null
    ? []
    : [
        {
          id: 'flow.run',
          label: () => (isStartedByEvent(canvas.kind()) ? 'Test this flow' : 'Run this flow here'),
          group: 'Flow',
          icon: Play,
          keys: ['Mod+Shift+Enter'],
          keysAlso: { fields: true },
          when: () => mayRun() || 'Only helper flows, ping flows and registration flows can be run here.',
          run: () => openPanel('run')
        }
      ]

const flowActions = (canvas: Canvas, params: CanvasActionsContext): Action[] => [
  {
    id: 'flow.add-card',
    label: 'Add card',
    group: 'Flow',
    icon: CirclePlus,
    keys: ['A'],
    run: () => callPalette(canvas, null)
  },
  {
    id: 'flow.find',
    label: 'Find in this flow',
    group: 'Flow',
    icon: Search,
    keys: ['Mod+F'],
    keysAlso: { fields: true },
    words: 'search titles values notes',
    when: () => canvas.drawing.getState().flow.strip.length > 0,
    run: () => canvas.ui.setState(({ findCalls }) => ({ findCalls: findCalls + 1 }))
  },
  {
    id: 'flow.inspect',
    label: 'Show or hide the inspector',
    group: 'View',
    icon: PanelRight,
    keys: ['I'],
    when: () => params.inspect !== null,
    run: () => params.inspect?.()
  },
  {
    id: 'flow.paste',
    label: 'Paste cards',
    group: 'Card',
    keys: ['Mod+V'],
    run: params.paste
  },
  {
    id: 'flow.paste-curl',
    label: 'Paste a curl command',
    group: 'Card',
    icon: SquareTerminal,
    words: 'http request import raw',
    when: () => canvas.drawing.getState().flow.strip.length > 0 || 'Add an event first.',
    run: () => canvas.ui.setState({ dialog: 'curl', target: null })
  },
  {
    id: 'flow.choose-all',
    label: 'Select all cards',
    group: 'Flow',
    icon: SquareDashedMousePointer,
    keys: ['Mod+A'],
    run: () => choose(canvas, canvas.drawing.getState().cards.keys())
  },
  {
    id: 'flow.about',
    label: 'Edit name and description',
    group: 'Flow',
    icon: Pencil,
    run: () => canvas.ui.setState({ dialog: 'save' })
  },
  {
    id: 'flow.save',
    label: 'Save',
    group: 'Flow',
    icon: Save,
    keys: ['Mod+S'],
    keysAlso: { fields: true },
    run: params.save
  },
  ...runAction(canvas, params),
  {
    id: 'problems.next',
    label: 'Go to the next problem',
    group: 'Flow',
    icon: TriangleAlert,
    keys: ['F8'],
    keysAlso: { fields: true },
    run: () => nextProblem(canvas, 1)
  },
  {
    id: 'problems.previous',
    label: 'Go to the previous problem',
    group: 'Flow',
    icon: TriangleAlert,
    keys: ['Shift+F8'],
    keysAlso: { fields: true },
    run: () => nextProblem(canvas, -1)
  }
]

const stepActions = (canvas: Canvas, undone: string | undefined, redone: string | undefined): Action[] => [
  {
    id: 'edit.undo',
    label: undone === undefined ? 'Undo' : `Undo ${undone}`,
    group: 'Flow',
    icon: Undo2,
    keys: ['Mod+Z'],
    when: () => undone !== undefined || 'There is nothing to undo.',
    run: canvas.doc.undo
  },
  {
    id: 'edit.redo',
    label: redone === undefined ? 'Redo' : `Redo ${redone}`,
    group: 'Flow',
    icon: Redo2,
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    when: () => redone !== undefined || 'There is nothing to redo.',
    run: canvas.doc.redo
  }
]

/** Functions of the page that the canvas actions use. */
export interface CanvasActionsContext {
  save: () => void
  paste: () => void
  /** Returns true when the flow can be run; null if this page cannot run it. */
  mayRun: (() => boolean) | null
  openPanel: (panel: PanelName) => void
  /** Shows or hides the inspector; null when there is no space for it. */
  inspect: (() => void) | null
}

/** Registers all actions of the editor for the open flow, such as undo, copy and run. */
export const useCanvasActions = (canvas: Canvas, params: CanvasActionsContext): void => {
  const undone = useDoc(doc => doc.history.past.at(-1)?.label)
  const redone = useDoc(doc => doc.history.future[0]?.label)
  const names = useDrawing(({ cards }) =>
    JSON.stringify([...cards.values()].map(({ card, name, number }) => [card.id, `${number} · ${name}`]))
  )

  useActions(
    useMemo(
      () => [
        letGoAction(canvas),
        ...flowActions(canvas, params),
        ...cardActions(canvas),
        ...viewActions(canvas)
      ],
      [canvas, params]
    )
  )
  useActions(useMemo(() => stepActions(canvas, undone, redone), [canvas, undone, redone]))
  useActions(
    useMemo(
      () =>
        // Written as text a few lines above, so that the list stays the same while no name changes.
        (JSON.parse(names) as [string, string][]).map(
          ([id, name]): Action => ({
            id: `go.card-${id}`,
            label: name,
            group: 'Cards of this flow',
            kind: 'card',
            run: () => goToCard(canvas, id)
          })
        ),
      [canvas, names]
    )
  )
}
